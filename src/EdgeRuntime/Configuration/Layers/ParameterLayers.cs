using EdgeActors.Configuration.Catalogue;
using EdgeActors.Models.Binding;
using EdgeActors.Wording;

namespace EdgeActors.Configuration.Layers;

/// <summary>Lays what sources say over each other, the weakest first, and notes what they say twice or nobody knows.</summary>
internal sealed class ParameterLayers
{
    private readonly Dictionary<Parameter, GivenValue> _given = [];
    private readonly List<ConfigurationFault> _faults = [];
    private readonly List<string> _warnings = [];
    private string? _componentName;
    private bool _isWhole = true;

    /// <summary>Lays a source's values over those that are there.</summary>
    public ParameterLayers Over(SourceReading reading)
    {
        _faults.AddRange(reading.Faults);
        _isWhole &= reading.Faults.Count == 0;
        Dictionary<Parameter, string> names = [];
        foreach (NamedValue value in reading.Values)
        {
            if (ParameterCatalogue.Find(reading.Style, value.Name) is not { } parameter)
            {
                _warnings.Add(Unknown(reading.Style, value.Name));
            }
            else if (!Says(parameter, value))
            {
                // Not even its name counts: a nucleus merges what is set into defaults that are empty, under the parameter's other name.
                continue;
            }
            else if (!names.TryAdd(parameter, value.Name))
            {
                string first = names[parameter];
                string rule = first == value.Name ? "is given twice" : $"is given also as {first}";
                _faults.Add(new ConfigurationFault(value.Name, null, rule, "keep one of them"));
            }
            else
            {
                _componentName ??= reading.Style == NameStyle.Key && IsComponents(parameter, value.Name) ? value.Name : null;
                _given[parameter] = new GivenValue(value.Name, value.Text, reading.Source, value.IsSingle);
            }
        }

        return this;
    }

    /// <summary>What holds in the end.</summary>
    public ParameterValues Values() => new(_given, _componentName, _isWhole, _faults, _warnings);

    /// <summary>
    /// Whether something is given at all. An empty text is no value, so what a weaker source says still holds; but a file that names a socket means one.
    /// </summary>
    public static bool Says(Parameter parameter, NamedValue value) =>
        value.Text.Length > 0 || parameter.MayBeEmpty || parameter == ProcessParameter.Socket;

    // These two say nothing about captured data, and bare agents are given them by their old names.
    private static bool IsComponents(Parameter parameter, string name) =>
        name == parameter.ComponentName && parameter != ProcessParameter.Socket && parameter != ProcessParameter.LogVerbose;

    private static string Unknown(NameStyle style, string name)
    {
        // What all variables begin with says nothing about which one was meant.
        string prefix = style == NameStyle.Variable ? VariableName.Prefix : "";
        string? near = NearestName.Of(name[prefix.Length..], ParameterCatalogue.Names(style).Select(known => known[prefix.Length..]));
        string what = style == NameStyle.Variable ? "Environment variable" : "Parameter";
        return $"{what} {Printable.Of(name)} is not known and has no effect{(near is null ? "" : $"; did you mean {prefix}{near}?")}";
    }
}
