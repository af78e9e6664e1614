using EdgeActors.Fleet.Documents;
using EdgeActors.Fleet.Publishing;

namespace EdgeActors.Specs.Fleet.Publishing;

public sealed class LocalPackageSpecs
{
    private static readonly LocalPackage Package = new("/p/mnist.tar.gz", 10, new string('a', 40), new string('b', 64), "mnist", "2.0");

    [Fact]
    public void Name_in_the_tree_holds_name_version_and_digest()
    {
        Assert.Equal("packages/mnist-2.0-bbbbbbbbbbbb.tar.gz", Package.UrlFor("digits"));
    }

    [Fact]
    public void Handle_stands_for_a_package_that_has_no_name()
    {
        Assert.Equal("packages/digits-0-bbbbbbbbbbbb.tar.gz", (Package with { Name = null, Version = null }).UrlFor("digits"));
    }

    [Fact]
    public void Longest_names_still_are_names_of_packages()
    {
        string url = (Package with { Name = new string('n', 255), Version = new string('v', 64) }).UrlFor("digits");

        Assert.NotNull(new FleetTree("plant").PackageKey(url));
    }
}
