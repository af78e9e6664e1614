using System.Text.RegularExpressions;
using EdgeActors.Specs.Reading;

namespace EdgeActors.Specs.Nuclei;

/// <summary>Which manifest of a recipe a nucleus takes: the first that matches.</summary>
internal static class ManifestChoice
{
    /// <summary>Classic: a missing key or platform matches everything; regular expressions between slashes and <c>any</c> are known.</summary>
    public static RecipeManifest? OnClassic(Recipe recipe, string os, string architecture) => recipe.Manifests.FirstOrDefault(manifest =>
        Matches(manifest, "os", os) && Matches(manifest, "architecture", architecture) && Matches(manifest, "runtime", "aws_nucleus_classic"));

    /// <summary>Lite: platform, os and runtime have to be there, and values are compared as they stand.</summary>
    public static RecipeManifest? OnLite(Recipe recipe, string architecture) => recipe.Manifests.FirstOrDefault(manifest =>
        manifest.IsForLite && Recipe.Text(manifest.Platform, "architecture") is var given && (given is "" or "*" || given == architecture));

    private static bool Matches(RecipeManifest manifest, string key, string value) => Recipe.Text(manifest.Platform, key) switch
    {
        "" or "*" or "all" or "any" => true,
        ['/', .. string pattern, '/'] => Regex.IsMatch(value, $@"\A({pattern})\z"),
        string given => given == value,
    };
}
