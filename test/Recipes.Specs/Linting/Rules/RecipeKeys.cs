namespace EdgeActors.Specs.Linting.Rules;

/// <summary>The keys that a recipe may have at each place, as nucleus lite, which minds their case, wants them.</summary>
/// <param name="Keys">Keys with fixed names and what they hold; null for a leaf.</param>
/// <param name="Any">What keys with free names hold; null when only the fixed ones are allowed.</param>
internal sealed record RecipeKeys(IReadOnlyDictionary<string, RecipeKeys?> Keys, RecipeKeys? Any = null)
{
    /// <summary>A place where anything goes, such as the component's own configuration.</summary>
    public static RecipeKeys Free { get; } = new(new Dictionary<string, RecipeKeys?>());

    private static readonly RecipeKeys Step = Of(("Script", null), ("Setenv", Free), ("Timeout", null), ("RequiresPrivilege", null), ("Skipif", null));

    private static readonly RecipeKeys Steps = Of(
        ("bootstrap", Step), ("install", Step), ("startup", Step), ("run", Step), ("shutdown", Step), ("recover", Step), ("uninstall", Step), ("Setenv", Free));

    private static readonly RecipeKeys Artifact = Of(
        ("Uri", null), ("Unarchive", null), ("Digest", null), ("Algorithm", null), ("Permission", Of(("Read", null), ("Execute", null))));

    private static readonly RecipeKeys Manifest = Of(
        ("Name", null),
        ("Platform", Of(("os", null), ("architecture", null), ("runtime", null))),
        ("Artifacts", Artifact),
        ("Selections", null),
        ("Lifecycle", Steps));

    private static readonly RecipeKeys Dependency = Of(("VersionRequirement", null), ("DependencyType", null));

    /// <summary>Those of the whole document.</summary>
    public static RecipeKeys Document { get; } = Of(
        ("RecipeFormatVersion", null),
        ("ComponentName", null),
        ("ComponentVersion", null),
        ("ComponentType", null),
        ("ComponentDescription", null),
        ("ComponentPublisher", null),
        ("ComponentConfiguration", Of(("DefaultConfiguration", Free))),
        ("ComponentDependencies", new RecipeKeys(new Dictionary<string, RecipeKeys?>(), Dependency)),
        ("Manifests", Manifest),
        ("Lifecycle", Free));

    private static RecipeKeys Of(params (string Key, RecipeKeys? Below)[] keys) => new(keys.ToDictionary(key => key.Key, key => key.Below));
}
