using EdgeActors.Specs.Reading;

namespace EdgeActors.Specs.Linting.Rules;

/// <summary>Which devices a manifest is for. The first that matches is taken; a value that matches nothing is never reported.</summary>
internal static class PlatformRules
{
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["os"] = ["linux", "windows", "darwin", "*", "all"],
        ["architecture"] = ["amd64", "aarch64", "arm", "x86", "*"],
        ["runtime"] = ["*", "aws_nucleus_lite"],
    };

    /// <summary>The classic nucleus takes a manifest without a platform for all devices, lite for none.</summary>
    public static IEnumerable<Finding> Presence(Recipe recipe)
    {
        foreach (RecipeManifest manifest in recipe.Manifests.Where(manifest => manifest.Os.Length == 0))
        {
            yield return new Finding("platform", $"{manifest.Path}.Platform", "has no os, without which nucleus lite chooses no manifest; write os: linux");
        }

        if (recipe.Manifests.Count == 0)
        {
            yield return new Finding("platform", "Manifests", "is empty, so there is nothing to run on any device");
        }
    }

    public static IEnumerable<Finding> Values(Recipe recipe) =>
        from manifest in recipe.Manifests
        from pair in manifest.Platform ?? []
        where Allowed.TryGetValue(pair.Key, out string[]? values) && !values.Contains(pair.Value?.ToString())
        select new Finding(
            "platform-value", $"{manifest.Path}.Platform.{pair.Key}", $"\"{pair.Value}\" matches no device on both nuclei; write one of {string.Join(", ", Allowed[pair.Key])}");

    /// <summary>Lite has to find something; and what stands behind a wider manifest is never found by anybody.</summary>
    public static IEnumerable<Finding> Reach(Recipe recipe)
    {
        if (recipe.Manifests.Count > 0 && !recipe.Manifests.Any(manifest => manifest.IsForLite))
        {
            yield return new Finding(
                "runtime", "Manifests", "none is for nucleus lite, which takes only those with a runtime; write runtime: \"*\", which serves both nuclei");
        }

        foreach (RecipeManifest late in recipe.Manifests)
        {
            if (recipe.Manifests.Take(late.Index).FirstOrDefault(early => Covers(early, late)) is { } first)
            {
                yield return new Finding("manifest-order", late.Path, $"is never chosen, since {first.Path} comes first and matches all that it does");
            }
        }
    }

    private static bool Covers(RecipeManifest early, RecipeManifest late) => Allowed.Keys.All(key => Covers(key, early, late));

    // A missing key matches everything, but for the runtime on nucleus lite, which then does not look at the manifest at all.
    private static bool Covers(string key, RecipeManifest early, RecipeManifest late) => Recipe.Text(early.Platform, key) switch
    {
        "*" or "all" => true,
        "" => key != "runtime" || !late.IsForLite,
        string given => given == Recipe.Text(late.Platform, key),
    };
}
