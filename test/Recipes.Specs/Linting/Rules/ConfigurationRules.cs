using System.Text.Json;
using System.Text.Json.Nodes;
using EdgeActors.Specs.Reading;

namespace EdgeActors.Specs.Linting.Rules;

/// <summary>The component's parameters.</summary>
internal static class ConfigurationRules
{
    private static readonly string[] KnownRoots = ["/greengrass/", "/var/lib/greengrass", @"C:\greengrass"];

    /// <summary>Texts only: whatever deploys hands them through unchanged, which it does not with numbers and bools.</summary>
    public static IEnumerable<Finding> Texts(Recipe recipe) =>
        from pair in recipe.Defaults
        where pair.Key != "accessControl" && pair.Value is not null && pair.Value.GetValueKind() != JsonValueKind.String
        select new Finding("default-text", $"DefaultConfiguration.{pair.Key}", $"{pair.Value} is no text; put it into quotes");

    /// <summary>The nucleus may have its root anywhere.</summary>
    public static IEnumerable<Finding> Roots(Recipe recipe) => RootsBelow("", recipe.Root);

    private static IEnumerable<Finding> RootsBelow(string path, JsonNode? node) => node switch
    {
        JsonArray list => list.SelectMany((item, index) => RootsBelow($"{path}[{index}]", item)),
        JsonObject map => map.SelectMany(pair => RootsBelow($"{path}.{pair.Key}".TrimStart('.'), pair.Value)),
        JsonValue value when Array.Exists(KnownRoots, root => value.ToString().Contains(root, StringComparison.OrdinalIgnoreCase)) =>
            [new Finding("fixed-root", path, $"\"{value}\" names a root that other devices do not have; write {{work:path}} or {{kernel:rootPath}}")],
        _ => [],
    };
}
