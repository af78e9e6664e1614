using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace EdgeActors.Specs.Architecture;

/// <summary>The arrows and sizes of the house (docs/architecture.md): a broken one is a red build, not a review comment.</summary>
public sealed partial class HouseSpecs
{
    private const int LongestFile = 250;

    private static readonly Dictionary<string, string[]> Arrows = new()
    {
        ["Akka"] = [],
        ["Protocol"] = [],
        ["Actors"] = ["Akka", "Protocol"],
        ["EdgeRuntime"] = ["Actors", "Akka", "Protocol"],
    };

    private static string Root { get; } = FindRoot();

    public static TheoryData<string> Projects => [.. Arrows.Keys];

    [Theory]
    [MemberData(nameof(Projects))]
    public void Projects_reference_only_what_the_arrows_allow(string project)
    {
        string[] references = References(project);

        Assert.Empty(references.Except(Arrows[project]));
    }

    [Fact]
    public void A_wrong_arrow_would_be_found()
    {
        Assert.NotEmpty(References("EdgeRuntime").Except(Arrows["Protocol"]));
    }

    [Theory]
    [InlineData(typeof(EdgeActors.Models.IPredictor))]
    [InlineData(typeof(EdgeActors.Protocol.Grpc.GrpcException))]
    public void Inner_assemblies_know_no_host_no_cloud_no_database_and_no_engine(Type member)
    {
        string[] foreign = ["Microsoft.AspNetCore.", "AWSSDK", "Microsoft.Data.Sqlite", "Spectre", "System.CommandLine", "edgeactors"];

        IEnumerable<string> used = member.Assembly.GetReferencedAssemblies().Select(a => a.Name!);

        Assert.DoesNotContain(used, name => foreign.Any(f => name.StartsWith(f, StringComparison.Ordinal)));
    }

    [Fact]
    public void The_actor_core_knows_nothing_of_ours()
    {
        IEnumerable<string> lines = Sources("src/Akka").SelectMany(File.ReadLines);

        Assert.DoesNotContain(lines, line => line.StartsWith("using EdgeActors", StringComparison.Ordinal));
    }

    [Fact]
    public void A_feature_sees_another_features_protocol_only()
    {
        string[] features = [.. Directory.GetDirectories(Path.Combine(Root, "src", "Actors")).Select(d => Path.GetFileName(d)!)
            .Where(n => n is not ("bin" or "obj" or "Hosting"))];

        string[] crossings = [.. from feature in features
                                 from file in Sources("src/Actors/" + feature)
                                 from other in features.Where(f => f != feature)
                                 where Regex.IsMatch(File.ReadAllText(file), $@"\bEdgeActors\.{other}\.(?!\w*Protocol\b|Tensors\b)\w+Actor\b")
                                 select $"{file} uses an actor of {other}"];

        Assert.Empty(crossings);
    }

    [Fact]
    public void Files_stay_small_enough_to_read()
    {
        string[] long_ones = [.. Sources("src").Concat(Sources("test"))
            .Select(f => (File: f, Lines: File.ReadLines(f).Count()))
            .Where(f => f.Lines > LongestFile)
            .Select(f => $"{f.File}: {f.Lines} lines")];

        Assert.Empty(long_ones);
    }

    [Fact]
    public void Every_package_has_a_line_in_the_decisions()
    {
        string decisions = File.ReadAllText(Path.Combine(Root, "README.md"));
        IEnumerable<string> packages = XDocument.Load(Path.Combine(Root, "Directory.Packages.props"))
            .Descendants("PackageVersion").Select(p => p.Attribute("Include")!.Value);

        Assert.DoesNotContain(packages, p => !decisions.Contains($"`{p}`", StringComparison.Ordinal));
    }

    private static string[] References(string project)
    {
        XDocument file = XDocument.Load(Path.Combine(Root, "src", project, project + ".csproj"));
        IEnumerable<string> direct = file.Descendants("ProjectReference").Select(r => ProjectName().Match(r.Attribute("Include")!.Value).Groups[1].Value);
        IEnumerable<string> akka = file.Descendants("UsesAkka").Any() ? ["Akka"] : [];
        return [.. direct, .. akka];
    }

    private static IEnumerable<string> Sources(string folder) =>
        Directory.EnumerateFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories)
            .Where(f => !GeneratedFolder().IsMatch(f));

    private static string FindRoot()
    {
        string folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "EdgeActors.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("no EdgeActors.sln above " + AppContext.BaseDirectory);
        }

        return folder;
    }

    [GeneratedRegex(@"(\w+)\.csproj$")]
    private static partial Regex ProjectName();

    [GeneratedRegex(@"[/\\](bin|obj|node_modules)[/\\]")]
    private static partial Regex GeneratedFolder();
}
