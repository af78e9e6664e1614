using EdgeActors.Configuration.Layers;

namespace EdgeActors.Configuration.Reload;

/// <summary>What a changed parameter asks for.</summary>
internal enum ChangeKind
{
    /// <summary>It takes effect at once.</summary>
    Live,

    /// <summary>It waits for a restart.</summary>
    NeedsRestart,

    /// <summary>It waited for a restart, and is now again what the agent started with.</summary>
    Reverted,
}

/// <summary>A parameter that has another value than before.</summary>
/// <param name="Kind">What that asks for.</param>
/// <param name="Before">The value before.</param>
/// <param name="Now">The value now.</param>
internal sealed record ConfigurationChange(ChangeKind Kind, EffectiveValue Before, EffectiveValue Now)
{
    /// <summary>All changes between two good readings.</summary>
    /// <param name="started">What the agent was started with.</param>
    /// <param name="before">The last good one.</param>
    /// <param name="now">The new one.</param>
    public static IReadOnlyList<ConfigurationChange> Between(ConfigurationReading started, ConfigurationReading before, ConfigurationReading now) =>
    [
        .. started.Values.Zip(before.Values, now.Values)
            .Where(static values => values.Second.Value != values.Third.Value && values.Third.Parameter.NoEffect is null)
            .Select(static values => new ConfigurationChange(KindOf(values.First, values.Third), values.Second, values.Third)),
    ];

    private static ChangeKind KindOf(EffectiveValue started, EffectiveValue now) =>
        now.Parameter.IsLive ? ChangeKind.Live : started.Value == now.Value ? ChangeKind.Reverted : ChangeKind.NeedsRestart;
}
