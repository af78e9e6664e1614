using EdgeActors.Configuration.Rules;

namespace EdgeActors.Configuration.Catalogue;

/// <summary>
/// One thing that can be configured, and all that is known about it: the reader of configurations, the command line, the documentation,
/// the schema for editors and the table of tests are made from it.
/// </summary>
internal abstract class Parameter
{
    /// <summary>A parameter with its names.</summary>
    protected Parameter(IReadOnlyList<string> names)
    {
        Names = names;
        Variable = VariableName.Of(names[0]);
    }

    /// <summary>
    /// Its names in a file: the component's first if it has one, then the old agent's, or one of this agent's own (<c>edgeactors_…</c>).
    /// They mean the same and only one may be given.
    /// </summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The component's name; null when the component has no such parameter.</summary>
    public string? ComponentName => Names.FirstOrDefault(name => !name.Contains('_', StringComparison.Ordinal));

    /// <summary>The old agent's key; null when it had none.</summary>
    public string? AgentName => Names.FirstOrDefault(name => name.StartsWith("sagemaker_edge_", StringComparison.Ordinal));

    /// <summary>Whether only this agent has it.</summary>
    public bool IsOwn => ComponentName is null && AgentName is null;

    /// <summary>Its environment variable.</summary>
    public string Variable { get; }

    /// <summary>Its flag of <c>edgeactors run</c>; null for none.</summary>
    public string? Flag { get; init; }

    /// <summary>The flag's one letter; null for none.</summary>
    public string? ShortFlag { get; init; }

    /// <summary>One sentence for people, without the rule.</summary>
    public required string Meaning { get; init; }

    /// <summary>What the rule cannot say on its own, mostly how it goes with other parameters; null for nothing.</summary>
    public string? Besides { get; init; }

    /// <summary>The default in words, where it is no fixed value or needs more words; null otherwise.</summary>
    public string? DefaultWords { get; init; }

    /// <summary>The same for the component, where it differs.</summary>
    public string? ComponentDefaultWords { get; init; }

    /// <summary>Whether its value is shown to nobody.</summary>
    public bool IsSecret { get; init; }

    /// <summary>Whether a change takes effect while the agent runs; else it waits for a restart.</summary>
    public bool IsLive { get; init; }

    /// <summary>Whether an empty text is a value. Elsewhere it counts as not given.</summary>
    public bool MayBeEmpty { get; init; }

    /// <summary>Why it has no effect here, a whole sentence; null when it has one.</summary>
    public string? NoEffect { get; init; }

    /// <summary>What the value has to be.</summary>
    public abstract ValueRule Rule { get; }

    /// <summary>Whether the value is a bool, so that its flag takes none.</summary>
    public bool IsSwitch => Rule is SwitchRule;

    /// <summary>Whether a value is written without quotes in JSON.</summary>
    public abstract bool IsBare { get; }

    /// <summary>The fixed default as text; null when there is none or it depends on something.</summary>
    public abstract string? FixedDefault(bool component);

    /// <summary>The text that the parameter would show a given value with: what it means, in one way of writing.</summary>
    public abstract string Normal(string text);

    /// <summary>The default for people; null when there is none.</summary>
    public string? ShownDefault(bool component) => (component ? ComponentDefaultWords : null)
        ?? (component && ComponentDiffers ? FixedDefault(component) : DefaultWords ?? FixedDefault(component));

    /// <summary>Whether the component has a fixed default of its own.</summary>
    protected abstract bool ComponentDiffers { get; }
}

/// <summary>A parameter whose value is a <typeparamref name="T"/>.</summary>
/// <param name="rule">What the value has to be.</param>
/// <param name="names">See <see cref="Parameter.Names"/>.</param>
internal sealed class Parameter<T>(ValueRule<T> rule, params string[] names) : Parameter(names)
{
    /// <summary>The default; null when there is none or it depends on something.</summary>
    public DefaultValue<T>? Default { get; init; }

    /// <summary>The component's default, where it is another.</summary>
    public DefaultValue<T>? ComponentDefault { get; init; }

    /// <summary>What the value has to be.</summary>
    public ValueRule<T> Values => rule;

    /// <inheritdoc />
    public override ValueRule Rule => rule;

    /// <inheritdoc />
    public override bool IsBare => rule.IsBare;

    /// <inheritdoc />
    protected override bool ComponentDiffers => ComponentDefault is not null;

    /// <summary>The fixed default of an entry point.</summary>
    public DefaultValue<T>? DefaultOf(bool component) => (component ? ComponentDefault : null) ?? Default;

    /// <inheritdoc />
    public override string? FixedDefault(bool component) => DefaultOf(component) is { } value ? rule.Show(value.Value) : null;

    /// <inheritdoc />
    public override string Normal(string text) => text.Length == 0 ? "" : rule.Show(rule.Read(text));
}

/// <summary>A default, told apart from none.</summary>
internal sealed record DefaultValue<T>(T Value)
{
    /// <summary>So that catalogue entries need only say the value.</summary>
    public static implicit operator DefaultValue<T>(T value) => new(value);
}
