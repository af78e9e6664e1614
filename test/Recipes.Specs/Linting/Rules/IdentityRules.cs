using System.Text.Json;
using System.Text.RegularExpressions;
using EdgeActors.Specs.Reading;

namespace EdgeActors.Specs.Linting.Rules;

/// <summary>Which component, which version, which format.</summary>
internal static partial class IdentityRules
{
    private const string Format = "2020-01-25";
    private const int LongestName = 128;
    private const int LongestVersion = 64;
    private const int LargestNumber = 999_999;

    public static IEnumerable<Finding> FormatVersion(Recipe recipe)
    {
        if (Recipe.Text(recipe.Root, "RecipeFormatVersion") != Format)
        {
            yield return new Finding("format-version", "RecipeFormatVersion", $"has to be {Format}");
        }
    }

    public static IEnumerable<Finding> Name(Recipe recipe)
    {
        if (!ComponentName().IsMatch(recipe.Name) || recipe.Name.Length > LongestName)
        {
            yield return new Finding("name", "ComponentName", $"\"{recipe.Name}\" has to be 1 to {LongestName} letters, digits, '-', '_' and '.'");
        }
    }

    public static IEnumerable<Finding> Version(Recipe recipe)
    {
        bool isText = Recipe.Find(recipe.Root, "ComponentVersion")?.GetValueKind() == JsonValueKind.String;
        Match match = Semantic().Match(recipe.Version);
        if (!isText || !match.Success || recipe.Version.Length > LongestVersion || match.Groups["n"].Captures.Any(n => n.Length > 6))
        {
            yield return new Finding(
                "version", "ComponentVersion", $"\"{recipe.Version}\" has to be a text MAJOR.MINOR.PATCH, each at most {LargestNumber}, {LongestVersion} characters in all");
        }
    }

    public static IEnumerable<Finding> ComponentType(Recipe recipe)
    {
        if (Recipe.Text(recipe.Root, "ComponentType") is not ("" or "aws.greengrass.generic"))
        {
            yield return new Finding("type", "ComponentType", "has to be aws.greengrass.generic or be left out");
        }
    }

    [GeneratedRegex(@"\A[a-zA-Z0-9_.-]+\z")]
    private static partial Regex ComponentName();

    [GeneratedRegex(@"\A(?<n>0|[1-9][0-9]*)\.(?<n>0|[1-9][0-9]*)\.(?<n>0|[1-9][0-9]*)(-[0-9A-Za-z.-]+)?(\+[0-9A-Za-z.-]+)?\z")]
    private static partial Regex Semantic();
}
