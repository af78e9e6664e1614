using System.Text;
using EdgeActors.Models.Package;

namespace EdgeActors.Specs.Models.Package;

public sealed class PackageManifestSpecs : IDisposable
{
    private const string Good = """{ "metadata": { "model_name": "mnist", "model_version": "1.0" } }""";

    private readonly string _folder = Directory.CreateTempSubdirectory("edgeactors-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("sagemaker_edge_manifest")]
    [InlineData("sagemaker_edge.manifest")]
    public void Either_file_name_is_read(string name)
    {
        File.WriteAllText(Path.Combine(_folder, name), Good);

        Assert.Equal(new PackageManifest("mnist", "1.0"), PackageManifest.Read(_folder));
    }

    [Fact]
    public void Folder_without_one_says_nothing() => Assert.Equal(PackageManifest.None, PackageManifest.Read(_folder));

    [Fact]
    public void Folder_that_is_not_there_says_nothing() =>
        Assert.Equal(PackageManifest.None, PackageManifest.Read(Path.Combine(_folder, "nowhere")));

    [Fact]
    public void File_over_the_limit_is_passed_over()
    {
        File.WriteAllText(Path.Combine(_folder, "sagemaker_edge_manifest"), Good.PadRight(PackageManifest.MaxBytes + 1));

        Assert.Equal(PackageManifest.None, PackageManifest.Read(_folder));
    }

    [Theory]
    [InlineData("\uFEFF{ \"metadata\": { \"model_name\": \"m\", \"model_version\": 2.5, }, /* by hand */ }", "m", "2.5")]
    [InlineData("""{ "metadata": { "model_name": "größe", "other": [1] } }""", "größe", null)]
    [InlineData("""{ "metadata": { "model_name": "", "model_version": null } }""", null, null)]
    [InlineData("""{ "metadata": { "model_name": "a\nb", "model_version": {} } }""", null, null)]
    [InlineData("""{ "metadata": { "model_name": "\ud800", "model_version": "1" } }""", null, "1")]
    [InlineData("""{ "metadata": "m" }""", null, null)]
    [InlineData("""{ "model_name": "m" }""", null, null)]
    [InlineData("[]", null, null)]
    [InlineData("{", null, null)]
    [InlineData("", null, null)]
    public void What_cannot_be_used_is_left_out(string json, string? name, string? version) =>
        Assert.Equal(new PackageManifest(name, version), PackageManifest.Parse(Encoding.UTF8.GetBytes(json)));

    [Theory]
    [InlineData(256, 64, true)]
    [InlineData(257, 65, false)]
    public void Name_and_version_have_a_longest(int name, int version, bool kept)
    {
        string json = $$"""{ "metadata": { "model_name": "{{new string('n', name)}}", "model_version": "{{new string('1', version)}}" } }""";

        PackageManifest manifest = PackageManifest.Parse(Encoding.UTF8.GetBytes(json));

        Assert.Equal((kept, kept), (manifest.Name?.Length == name, manifest.Version?.Length == version));
    }
}
