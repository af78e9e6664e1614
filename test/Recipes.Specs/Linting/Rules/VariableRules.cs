using System.Text.Json.Nodes;
using EdgeActors.Specs.Reading;

namespace EdgeActors.Specs.Linting.Rules;

/// <summary>
/// Braces. Nucleus lite takes each for a variable and runs the script cut off before one that it does not know: the deployment succeeds
/// and the agent does not run. The classic nucleus leaves what it does not know as it stands.
/// </summary>
internal static class VariableRules
{
    public static IEnumerable<Finding> OnLite(Recipe recipe) =>
        from use in Uses(recipe)
        where use.Step.Manifest.IsForLite && !use.Variable.IsKnownOnLite
        select new Finding("braces", use.Path, $"nucleus lite cuts the script off at {{{use.Variable.Inside}}}; use a variable that it knows, or no brace");

    /// <summary>A variable of another component is only there when that one is a dependency.</summary>
    public static IEnumerable<Finding> OnClassic(Recipe recipe) =>
        from use in Uses(recipe)
        where !use.Step.Manifest.IsForLite
        let other = use.Variable.Component
        where !use.Variable.IsKnownOnClassic || (other is not null && !recipe.Dependencies.ContainsKey(other))
        select new Finding(
            "braces-classic", use.Path, $"the classic nucleus leaves {{{use.Variable.Inside}}} as it stands; name a known variable, and a dependency when it is another component's");

    public static IEnumerable<Finding> Defaults(Recipe recipe) =>
        from use in Uses(recipe)
        where use.Variable is { IsKnownOnLite: true, Pointer: { } pointer } && !HasDefault(recipe, pointer)
        select new Finding("no-default", use.Path, $"{use.Variable.Pointer} has no default, so the script is cut off on a device that does not set it");

    /// <summary>Lite escapes values for double quotes, the classic nucleus pastes them: only Setenv is safe on both.</summary>
    public static IEnumerable<Finding> NoValuesInScripts(Recipe recipe) =>
        from step in recipe.Steps
        from variable in RecipeVariable.In(step.Script)
        where variable.Pointer is not null
        select new Finding("value-in-script", $"{step.Path}.Script", $"{{{variable.Inside}}} would be read by the shell; hand it over through Setenv");

    public static IEnumerable<Finding> QuotedPaths(Recipe recipe) =>
        from step in recipe.Steps
        from variable in RecipeVariable.In(step.Script)
        where step.Script[..variable.Start].Count(c => c == '"') % 2 == 0
        select new Finding("unquoted", $"{step.Path}.Script", $"{{{variable.Inside}}} falls apart at a blank in the root's path; put it into double quotes");

    private static IEnumerable<(RecipeStep Step, string Path, RecipeVariable Variable)> Uses(Recipe recipe) =>
        from step in recipe.Steps
        from text in step.Texts
        from variable in RecipeVariable.In(text.Text)
        select (step, text.Path, variable);

    private static bool HasDefault(Recipe recipe, string pointer) =>
        pointer.Split('/').Skip(1).Aggregate((JsonNode?)recipe.Defaults, (node, key) => (node as JsonObject)?[key]) is not null;
}
