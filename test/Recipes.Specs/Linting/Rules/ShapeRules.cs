using System.Text.Json.Nodes;
using EdgeActors.Specs.Reading;

namespace EdgeActors.Specs.Linting.Rules;

/// <summary>Keys, nulls and size.</summary>
internal static class ShapeRules
{
    /// <summary>Bytes of the largest recipe that nucleus lite can open, as JSON.</summary>
    public const int LargestOnLite = 8_100;

    private const int LongestDescription = 256;

    /// <summary>The classic nucleus and the cloud do not mind the case of keys; lite passes over a key that it does not know exactly.</summary>
    public static IEnumerable<Finding> Keys(Recipe recipe) => Below("", recipe.Root, RecipeKeys.Document);

    public static IEnumerable<Finding> Nulls(Recipe recipe) => NullsBelow("", recipe.Root);

    public static IEnumerable<Finding> Size(Recipe recipe)
    {
        if (recipe.JsonBytes >= LargestOnLite)
        {
            yield return new Finding("size", "the recipe", $"is {recipe.JsonBytes} bytes as JSON; nucleus lite cannot open {LargestOnLite} and more");
        }
    }

    /// <summary>It goes into lite's unit file, whose buffer has 2048 bytes for everything.</summary>
    public static IEnumerable<Finding> Description(Recipe recipe)
    {
        if (Recipe.Text(recipe.Root, "ComponentDescription").Length > LongestDescription)
        {
            yield return new Finding("description", "ComponentDescription", $"may have {LongestDescription} characters");
        }
    }

    private static IEnumerable<Finding> Below(string path, JsonNode? node, RecipeKeys? allowed) => node switch
    {
        JsonArray list => list.SelectMany((item, index) => Below($"{path}[{index}]", item, allowed)),
        JsonObject map when allowed is not null && allowed != RecipeKeys.Free => map.SelectMany(pair => Key($"{path}.{pair.Key}".TrimStart('.'), pair, allowed)),
        _ => [],
    };

    private static IEnumerable<Finding> Key(string path, KeyValuePair<string, JsonNode?> pair, RecipeKeys allowed)
    {
        if (allowed.Any is { } any)
        {
            return Below(path, pair.Value, any);
        }

        string? meant = allowed.Keys.Keys.FirstOrDefault(key => key.Equals(pair.Key, StringComparison.OrdinalIgnoreCase));
        return meant is null ? [new Finding("unknown-key", path, $"is none of {string.Join(", ", allowed.Keys.Keys)}")]
            : meant != pair.Key ? [new Finding("key-case", path, $"is passed over by nucleus lite; write {meant}")]
            : Below(path, pair.Value, allowed.Keys[meant]);
    }

    private static IEnumerable<Finding> NullsBelow(string path, JsonNode? node) => node switch
    {
        null => [new Finding("null", path, "is null, which the classic nucleus refuses; give a value or leave the key out")],
        JsonArray list => list.SelectMany((item, index) => NullsBelow($"{path}[{index}]", item)),
        JsonObject map => map.SelectMany(pair => NullsBelow($"{path}.{pair.Key}".TrimStart('.'), pair.Value)),
        _ => [],
    };
}
