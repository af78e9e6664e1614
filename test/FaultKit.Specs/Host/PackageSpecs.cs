using System.Xml.Linq;

namespace EdgeActors.FaultKit.Specs.Host;

public sealed class PackageSpecs
{
    [Fact]
    public void The_package_asks_for_the_published_actor_library_and_nothing_of_the_product()
    {
        XDocument nuspec = XDocument.Load(Path.Combine(Repository.Root, "test", "FaultKit", "FaultKit.nuspec"));

        string[] asked = [.. nuspec.Descendants().Where(e => e.Name.LocalName == "dependency")
            .Select(e => $"{e.Attribute("id")!.Value} {e.Attribute("version")!.Value}")];

        Assert.Equal(["Akka [1.5.30,2.0.0)"], asked);
    }

    [Fact]
    public void The_library_needs_nothing_but_the_actor_library()
    {
        IEnumerable<string> references = typeof(Faults).Assembly.GetReferencedAssemblies().Select(name => name.Name!);

        Assert.Equal(["Akka"], references.Where(name => !name.StartsWith("System.", StringComparison.Ordinal)));
    }
}
