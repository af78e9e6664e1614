using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using EdgeActors.Specs.Reading;

namespace EdgeActors.Specs.Linting.Rules;

/// <summary><c>accessControl</c>: which services of the nucleus the component may use.</summary>
internal static partial class AccessRules
{
    /// <summary>A service has policies by name, a policy has operations and resources.</summary>
    public static IEnumerable<Finding> Shape(Recipe recipe)
    {
        foreach ((string path, JsonNode? policy) in Policies(recipe))
        {
            if (Recipe.Find(policy, "operations") is not JsonArray { Count: > 0 } || Recipe.Find(policy, "resources") is not JsonArray)
            {
                yield return new Finding("access", path, "has to be a map with lists of operations and resources");
            }
        }
    }

    /// <summary>The classic nucleus logs a wrong pattern; lite fails the whole deployment.</summary>
    public static IEnumerable<Finding> Resources(Recipe recipe) =>
        from policy in Policies(recipe)
        from resource in Recipe.Find(policy.Node, "resources") as JsonArray ?? []
        where Escapes().Replace(resource?.ToString() ?? "", "") is var rest
            && (rest.Contains('?', StringComparison.Ordinal) || rest.Contains("${", StringComparison.Ordinal))
        select new Finding("access-resource", policy.Path, $"\"{resource}\" has a bare ? or an escape other than ${{*}}, ${{?}} and ${{$}}");

    private static IEnumerable<(string Path, JsonNode? Node)> Policies(Recipe recipe) =>
        from service in Recipe.Find(recipe.Defaults, "accessControl") as JsonObject ?? []
        from policy in service.Value as JsonObject ?? new JsonObject { ["?"] = null }
        select ($"accessControl.{service.Key}.{policy.Key}", policy.Value);

    [GeneratedRegex(@"\$\{[*?$]\}")]
    private static partial Regex Escapes();
}
