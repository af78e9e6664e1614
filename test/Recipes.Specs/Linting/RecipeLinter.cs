using EdgeActors.Specs.Linting.Rules;
using EdgeActors.Specs.Reading;

namespace EdgeActors.Specs.Linting;

/// <summary>Holds recipes to what the classic nucleus and nucleus lite demand, much of which neither of them reports.</summary>
internal static class RecipeLinter
{
    /// <summary>Rules for every recipe.</summary>
    public static IReadOnlyList<Func<Recipe, IEnumerable<Finding>>> General { get; } =
    [
        IdentityRules.FormatVersion, IdentityRules.Name, IdentityRules.Version, IdentityRules.ComponentType,
        ShapeRules.Keys, ShapeRules.Nulls, ShapeRules.Size, ShapeRules.Description,
        PlatformRules.Presence, PlatformRules.Values, PlatformRules.Reach,
        LifecycleRules.Global, LifecycleRules.Steps, LifecycleRules.Form, LifecycleRules.OneProcess, LifecycleRules.Privilege, LifecycleRules.Timeout,
        ArtifactRules.Uri, ArtifactRules.Unarchive, ArtifactRules.Permission, ArtifactRules.Used,
        AccessRules.Shape, AccessRules.Resources,
        DependencyRules.Version, DependencyRules.Type, DependencyRules.Soft,
        VariableRules.OnLite, VariableRules.OnClassic, VariableRules.Defaults, VariableRules.NoValuesInScripts, VariableRules.QuotedPaths,
        SetenvRules.Names, SetenvRules.Values,
        ConfigurationRules.Texts, ConfigurationRules.Roots,
        ScriptRules.Replaced,
    ];

    /// <summary>Rules for the recipes that install the agent.</summary>
    public static IReadOnlyList<Func<Recipe, IEnumerable<Finding>>> OfAgents { get; } =
        [AgentRules.Parameters, AgentRules.Platforms, AgentRules.Ready, AgentRules.SelfSufficient, AgentRules.Dependencies, AgentRules.Environment];

    /// <summary>All that is wrong.</summary>
    public static IReadOnlyList<Finding> Check(Recipe recipe) =>
        [.. General.Concat(IsAgent(recipe) ? OfAgents : []).SelectMany(rule => rule(recipe))];

    private static bool IsAgent(Recipe recipe) => RecipeFiles.Agents.Contains(recipe.Name);
}
