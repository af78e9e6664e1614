using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using EdgeActors.Specs.Reading;

namespace EdgeActors.Specs.Linting.Rules;

/// <summary>What is downloaded, unpacked and made readable. Defaults differ between the nuclei, so everything is written out.</summary>
internal static partial class ArtifactRules
{
    private static readonly string[] Users = ["NONE", "OWNER", "ALL"];

    public static IEnumerable<Finding> Uri(Recipe recipe) =>
        from artifact in Artifacts(recipe)
        where !Location().IsMatch(Recipe.Text(artifact.Node, "Uri"))
        select new Finding("artifact-uri", $"{artifact.Path}.Uri", $"\"{Recipe.Text(artifact.Node, "Uri")}\" has to be s3://BUCKET/KEY");

    public static IEnumerable<Finding> Unarchive(Recipe recipe) =>
        from artifact in Artifacts(recipe)
        where Recipe.Text(artifact.Node, "Unarchive") is not ("NONE" or "ZIP")
        select new Finding("unarchive", $"{artifact.Path}.Unarchive", "has to be NONE or ZIP; no nucleus unpacks anything else");

    /// <summary>Without it files are 0440 on the classic nucleus, which cannot be run, and 0755 on lite.</summary>
    public static IEnumerable<Finding> Permission(Recipe recipe) =>
        from artifact in Artifacts(recipe)
        from right in (string[])["Read", "Execute"]
        where !Users.Contains(Recipe.Text(Recipe.Find(artifact.Node, "Permission"), right))
        select new Finding("permission", $"{artifact.Path}.Permission.{right}", $"has to say {string.Join(", ", Users)}: the nuclei have different defaults");

    /// <summary>A path into the artifacts has to name one of them, and what is executed has to be executable.</summary>
    public static IEnumerable<Finding> Used(Recipe recipe) =>
        from step in recipe.Steps
        from text in step.Texts
        from Match use in Use().Matches(text.Text)
        let artifact = step.Manifest.Artifacts.FirstOrDefault(artifact => IsOf(artifact, use))
        where artifact is null || (use.Groups["run"].Success && Recipe.Text(Recipe.Find(artifact, "Permission"), "Execute") == "NONE")
        select new Finding("artifact", text.Path, artifact is null ? $"{use.Value} names no artifact of this manifest" : $"{use.Value} may not be executed");

    private static bool IsOf(JsonObject artifact, Match use)
    {
        string file = Recipe.Text(artifact, "Uri").Split('/')[^1];
        string name = use.Groups["name"].Value;
        return use.Groups["packed"].Success
            ? Recipe.Text(artifact, "Unarchive") == "ZIP" && Path.GetFileNameWithoutExtension(file) == name
            : file == name;
    }

    private static IEnumerable<(string Path, JsonObject Node)> Artifacts(Recipe recipe) =>
        from manifest in recipe.Manifests
        from artifact in manifest.Artifacts.Select((node, index) => (Path: $"{manifest.Path}.Artifacts[{index}]", Node: node))
        select artifact;

    [GeneratedRegex(@"\A(s3://[^/]+/|greengrass:).+\z")]
    private static partial Regex Location();

    [GeneratedRegex(@"(?<run>\A(exec )?"")?(?<!:)\{artifacts:(path|(?<packed>decompressedPath))\}[/\\](?<name>[^/\\""]+)")]
    private static partial Regex Use();
}
