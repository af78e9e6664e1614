using System.Diagnostics.CodeAnalysis;
using EdgeActors.Configuration.Catalogue;
using EdgeActors.Configuration.Rules;

namespace EdgeActors.Configuration.Layers;

/// <summary>
/// The values that hold, each checked by its own rule, for the rules that look at several of them. Collects faults, so that all are told at
/// once, and what was used for parameters that nobody gave.
/// </summary>
internal sealed class ParameterValues
{
    private readonly IReadOnlyDictionary<Parameter, GivenValue> _given;
    private readonly HashSet<Parameter> _faulty = [];
    private readonly Dictionary<Parameter, string> _computed = [];
    private readonly List<ConfigurationFault> _faults;
    private readonly List<string> _warnings;
    private readonly bool _isWhole;

    /// <summary>Checks each value by its own rule.</summary>
    /// <param name="given">What was given.</param>
    /// <param name="componentName">The first of the names that only the component has; null when there is none.</param>
    /// <param name="isWhole">Whether every source could be read; if not, nothing is said about what is missing.</param>
    /// <param name="faults">Those found so far.</param>
    /// <param name="warnings">Those found so far.</param>
    public ParameterValues(
        IReadOnlyDictionary<Parameter, GivenValue> given, string? componentName, bool isWhole, List<ConfigurationFault> faults, List<string> warnings)
    {
        (_given, _isWhole, _faults, _warnings) = (given, isWhole, faults, warnings);
        foreach ((Parameter parameter, GivenValue value) in given)
        {
            Check(parameter, value);
        }

        bool isAsked = TryGet(ProcessParameter.Component, out bool asked);
        IsComponent = isAsked ? asked : componentName is not null;
        ComponentBy = isAsked ? null : componentName;
    }

    /// <summary>Whether the component's defaults and rules hold, not the bare agent's.</summary>
    public bool IsComponent { get; }

    /// <summary>The name by which somebody may have made this a component without meaning to; null when there is none, or it was asked for.</summary>
    public string? ComponentBy { get; }

    /// <summary>All faults that are known.</summary>
    public IReadOnlyList<ConfigurationFault> Faults => _faults;

    /// <summary>What is odd but does no harm, one sentence each.</summary>
    public IReadOnlyList<string> Warnings => _warnings;

    /// <summary>Whether there is a value, of use or not.</summary>
    public bool IsGiven(Parameter parameter) => _given.ContainsKey(parameter);

    /// <summary>Whether the value that was given is of no use.</summary>
    public bool IsFaulty(Parameter parameter) => _faulty.Contains(parameter);

    /// <summary>The name that the value was given by, else the parameter's first.</summary>
    public string NameOf(Parameter parameter) => _given.TryGetValue(parameter, out GivenValue? value) ? value.Name : parameter.Names[0];

    /// <summary>The value that was given; false when there is none that is of use.</summary>
    public bool TryGet<T>(Parameter<T> parameter, [MaybeNullWhen(false)] out T value)
    {
        if (_given.TryGetValue(parameter, out GivenValue? given) && !IsFaulty(parameter))
        {
            value = parameter.Values.Read(given.Text);
            return true;
        }

        value = default;
        return false;
    }

    /// <summary>The text that was given; null when there is none that is of use.</summary>
    public string? Text(Parameter<string> parameter) => TryGet(parameter, out string? text) ? text : null;

    /// <summary>The value that was given, else the fixed default.</summary>
    public T Of<T>(Parameter<T> parameter) => TryGet(parameter, out T? value)
        ? value
        : (parameter.DefaultOf(IsComponent) ?? throw new InvalidOperationException($"{parameter.Names[0]} has no fixed default")).Value;

    /// <summary>The value that was given, else one that depends on others or on the machine.</summary>
    public T Or<T>(Parameter<T> parameter, T otherwise)
    {
        _computed[parameter] = parameter.Values.Show(otherwise);
        return TryGet(parameter, out T? value) ? value : otherwise;
    }

    /// <summary>The value and where it is from, for people.</summary>
    public EffectiveValue Effective(Parameter parameter)
    {
        if (!_given.TryGetValue(parameter, out GivenValue? given))
        {
            return new EffectiveValue(parameter, Default(parameter), EffectiveValue.ByDefault, null, IsFaulty: false);
        }

        bool isFaulty = IsFaulty(parameter);
        return new EffectiveValue(parameter, isFaulty ? null : parameter.Normal(given.Text), given.Source, given.Name, isFaulty);
    }

    /// <summary>Notes a fault that a value has in the company of others, or in its absence.</summary>
    public void Fault(Parameter parameter, string rule, string fix) =>
        Fault(new ConfigurationFault(NameOf(parameter), parameter.IsSecret ? null : _given.GetValueOrDefault(parameter)?.Text, rule, fix));

    /// <summary>Notes a fault of what is no parameter, such as somebody else's environment variable.</summary>
    public void Fault(ConfigurationFault fault)
    {
        if (_isWhole)
        {
            _faults.Add(fault);
        }
    }

    /// <summary>Notes what is odd but does no harm.</summary>
    public void Warn(string warning) => _warnings.Add(warning);

    private string? Default(Parameter parameter) =>
        _computed.GetValueOrDefault(parameter) ?? parameter.FixedDefault(IsComponent) ?? parameter.ShownDefault(IsComponent);

    private void Check(Parameter parameter, GivenValue value)
    {
        ValueFault? fault = value.IsSingle
            ? value.Text.Length == 0 && parameter.MayBeEmpty ? null : parameter.Rule.Fault(value.Text)
            : new ValueFault("is not a single value", "write a text, number or bool");
        if (fault is not null)
        {
            _faulty.Add(parameter);
            _faults.Add(new ConfigurationFault(value.Name, fault.IsPrivate || parameter.IsSecret ? null : value.Text, fault.Rule, fault.Fix));
        }
        else if (parameter.NoEffect is { } reason && parameter.Normal(value.Text) != parameter.FixedDefault(component: false))
        {
            _warnings.Add($"{value.Name} has no effect: {reason}");
        }
    }
}
