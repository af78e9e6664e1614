using System.Globalization;
using System.Text.Json;
using EdgeActors.Configuration.Capture;
using EdgeActors.Models.Binding;
using EdgeActors.Wording;

namespace EdgeActors.Configuration;

/// <summary>Takes flags and the properties of one configuration file, one by one, and remembers all that is wrong with them.</summary>
/// <param name="environment">The process's environment variables.</param>
internal sealed class ParameterReader(Func<string, string?> environment)
{
    private static readonly Dictionary<string, Parameter> ByKey =
        Parameter.All.SelectMany(parameter => parameter.Keys.Select(key => (key, parameter))).ToDictionary();

    private readonly Dictionary<Parameter, GivenValue> _given = [];
    private readonly HashSet<Parameter> _flags = [];
    private readonly List<ConfigurationFault> _faults = [];
    private readonly List<string> _warnings = [];

    /// <summary>Takes a flag, which wins over the file.</summary>
    public void Read(Parameter parameter, string flag, string value)
    {
        _flags.Add(parameter);
        _given[parameter] = new GivenValue(flag, value);
    }

    /// <summary>Takes one property. Null counts as not given, as in a merged Greengrass configuration.</summary>
    public void Read(JsonProperty property)
    {
        string key = property.Name;
        if (!ByKey.TryGetValue(key, out Parameter? parameter))
        {
            string? near = NearestName.Of(key, ByKey.Keys);
            _warnings.Add($"Parameter {Printable.Of(key)} is not known and has no effect{(near is null ? "" : $"; did you mean {near}?")}");
        }
        else if (property.Value.ValueKind == JsonValueKind.Null)
        {
            return;
        }
        else if (_flags.Contains(parameter))
        {
            return;
        }
        else if (!_given.TryAdd(parameter, new GivenValue(key, null)))
        {
            string first = _given[parameter].Key;
            _faults.Add(new ConfigurationFault(key, null, first == key ? "is given twice" : $"is given also as {first}", "keep one of them"));
        }
        else
        {
            ReadValue(key, parameter, property.Value);
        }
    }

    /// <summary>What was read.</summary>
    /// <exception cref="ConfigurationException">Something was at fault.</exception>
    public ConfigurationFile Result()
    {
        ParameterValues values = new(_given, _faults, _warnings);
        CaptureSettings capture = new CaptureRules(values, environment).Read();
        return _faults.Count == 0
            ? new ConfigurationFile(values.Text(Parameter.UnixSocketName), values.Bool(Parameter.LogVerbose, otherwise: false), _warnings) { Capture = capture }
            : throw new ConfigurationException(_faults, _warnings);
    }

    private void ReadValue(string key, Parameter parameter, JsonElement element)
    {
        if (element.ValueKind is JsonValueKind.Object or JsonValueKind.Array)
        {
            _faults.Add(new ConfigurationFault(key, element.GetRawText(), "is not a single value", "write a text, number or bool"));
            return;
        }

        // The text of every single value: numbers as written, bools as "True" and "False".
        string value = element.ToString();
        switch (parameter.Kind)
        {
            case ParameterKind.Bool when !bool.TryParse(value, out _):
                _faults.Add(new ConfigurationFault(key, value, "is not true or false", "write \"true\" or \"false\""));
                break;
            case ParameterKind.Integer when !long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _):
                _faults.Add(new ConfigurationFault(key, value, "is not a whole number", "write digits only, for example \"10\""));
                break;
            case ParameterKind.Text when parameter == Parameter.UnixSocketName && SocketPath.Fault(key, value) is { } fault:
                _faults.Add(fault);
                break;
            default:
                _given[parameter] = new GivenValue(key, value);
                break;
        }
    }
}
