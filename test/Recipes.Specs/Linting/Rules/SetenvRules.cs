using System.Text.Json;
using System.Text.RegularExpressions;
using EdgeActors.Specs.Reading;

namespace EdgeActors.Specs.Linting.Rules;

/// <summary>The environment of a step. On nucleus lite a wrong entry cuts the script off before it begins.</summary>
internal static partial class SetenvRules
{
    public static IEnumerable<Finding> Names(Recipe recipe) =>
        from step in recipe.Steps
        from pair in step.Setenv
        where !VariableName().IsMatch(pair.Key)
        select new Finding("setenv-name", $"{step.Path}.Setenv.{pair.Key}", "is no name of an environment variable: letters, digits and '_', no digit first");

    public static IEnumerable<Finding> Values(Recipe recipe) =>
        from step in recipe.Steps
        from pair in step.Setenv
        where pair.Value is not null && pair.Value.GetValueKind() != JsonValueKind.String
        select new Finding("setenv-value", $"{step.Path}.Setenv.{pair.Key}", $"{pair.Value} is no text; put it into quotes");

    [GeneratedRegex(@"\A[A-Za-z_][A-Za-z0-9_]*\z")]
    private static partial Regex VariableName();
}
