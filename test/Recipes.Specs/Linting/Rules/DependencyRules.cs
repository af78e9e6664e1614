using System.Text.RegularExpressions;
using EdgeActors.Specs.Reading;

namespace EdgeActors.Specs.Linting.Rules;

/// <summary>Which other components are needed.</summary>
internal static partial class DependencyRules
{
    /// <summary>What nucleus lite has built in and does not look for, whatever the range.</summary>
    private static readonly string[] BuiltIn = ["aws.greengrass.Nucleus", "aws.greengrass.TokenExchangeService", "aws.greengrass.Cli"];

    public static IEnumerable<Finding> Version(Recipe recipe) =>
        from pair in recipe.Dependencies
        let range = Recipe.Text(pair.Value, "VersionRequirement")
        where !Range().IsMatch(range)
        select new Finding("dependency-version", $"ComponentDependencies.{pair.Key}", $"\"{range}\" is no range of versions; write one like \">=1.0.0 <2.0.0\"");

    public static IEnumerable<Finding> Type(Recipe recipe) =>
        from pair in recipe.Dependencies
        where Recipe.Text(pair.Value, "DependencyType") is not ("HARD" or "SOFT")
        select new Finding("dependency-type", $"ComponentDependencies.{pair.Key}", "has to say HARD or SOFT");

    /// <summary>The classic nucleus goes on without a soft dependency; lite fails the deployment.</summary>
    public static IEnumerable<Finding> Soft(Recipe recipe) =>
        from pair in recipe.Dependencies
        where Recipe.Text(pair.Value, "DependencyType") == "SOFT" && !BuiltIn.Contains(pair.Key)
        select new Finding("dependency-soft", $"ComponentDependencies.{pair.Key}", "is soft, but nucleus lite demands it all the same; write HARD or leave it out");

    [GeneratedRegex(@"\A([~^]|[<>]=?|=)?\d+\.\d+\.\d+( ([<>]=?)\d+\.\d+\.\d+)*\z")]
    private static partial Regex Range();
}
