using EdgeActors.Specs.Agents;
using EdgeActors.Specs.Linting;
using EdgeActors.Specs.Reading;

namespace EdgeActors.Specs.Lifecycle;

/// <summary><c>recipes/render</c>, with files that stand for the zips.</summary>
public sealed class RenderSpecs : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);
    private static readonly string Script = Path.Combine(RecipeFiles.Folder, "render");

    private readonly string _folder = Directory.CreateTempSubdirectory("render-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [NeedsFact(Needs.Linux)]
    public async Task Recipes_get_the_bucket_and_artifacts_the_folders_that_deployments_want()
    {
        foreach (string rid in (string[])["linux-x64", "linux-arm64", "win-x64"])
        {
            await File.WriteAllTextAsync(Path.Combine(_folder, $"edgeactors-{rid}.zip"), rid);
        }

        await Programs.MustRunAsync(Limit, Script, "--bucket", "my-bucket/edge", "--packages", _folder, "--out", _folder, "--no-samples");

        foreach (string name in RecipeFiles.Agents)
        {
            Recipe recipe = Recipe.Read(Path.Combine(_folder, "recipes", $"{name}-{RecipeFiles.All[name].Version}.yaml"));
            Assert.Empty(RecipeLinter.Check(recipe));
            Assert.All(recipe.Manifests.SelectMany(manifest => manifest.Artifacts).Select(artifact => Recipe.Text(artifact, "Uri")), uri =>
            {
                Assert.StartsWith($"s3://my-bucket/edge/{name}/{recipe.Version}/edgeactors-", uri, StringComparison.Ordinal);
                Assert.True(File.Exists(Path.Combine(_folder, "artifacts", uri["s3://my-bucket/edge/".Length..])), uri);
            });
        }
    }

    [NeedsTheory(Needs.Linux)]
    [InlineData("my-bucket", "edgeactors-linux-arm64.zip is not there")]
    [InlineData("My Bucket", "'My Bucket' is no bucket")]
    [InlineData("", "'' is no bucket")]
    public async Task What_is_missing_or_wrong_is_named(string bucket, string said)
    {
        ProgramEnd end = await Programs.RunAsync(Limit, Script, "--bucket", bucket, "--packages", _folder, "--out", _folder, "--no-samples");

        Assert.Equal(1, end.ExitCode);
        Assert.Contains(said, end.Output, StringComparison.Ordinal);
    }
}
