using System.Globalization;
using System.Text.Json;
using EdgeActors.Models.Binding;

namespace EdgeActors.Configuration;

/// <summary>Takes the properties of one configuration file, one by one, and remembers all that is wrong with them.</summary>
internal sealed class ParameterReader
{
    private static readonly Dictionary<string, Parameter> ByKey =
        Parameter.All.SelectMany(parameter => parameter.Keys.Select(key => (key, parameter))).ToDictionary();

    private readonly Dictionary<Parameter, string> _keys = [];
    private readonly List<ConfigurationFault> _faults = [];
    private readonly List<string> _warnings = [];
    private string? _socket;
    private bool _verbose;

    /// <summary>Takes one property. Null counts as not given, as in a merged Greengrass configuration.</summary>
    public void Read(JsonProperty property)
    {
        string key = property.Name;
        if (!ByKey.TryGetValue(key, out Parameter? parameter))
        {
            string? near = NearestName.Of(key, ByKey.Keys);
            _warnings.Add($"Parameter {key} is not known and has no effect{(near is null ? "" : $"; did you mean {near}?")}");
        }
        else if (property.Value.ValueKind == JsonValueKind.Null)
        {
            return;
        }
        else if (!_keys.TryAdd(parameter, key))
        {
            string twice = _keys[parameter] == key ? "is given twice" : $"is given also as {_keys[parameter]}";
            _faults.Add(new ConfigurationFault(key, null, twice, "keep one of them"));
        }
        else
        {
            ReadValue(key, parameter, property.Value);
        }
    }

    /// <summary>What was read.</summary>
    /// <exception cref="ConfigurationException">Something was at fault.</exception>
    public ConfigurationFile Result() => _faults.Count == 0
        ? new ConfigurationFile(_socket, _verbose, _warnings)
        : throw new ConfigurationException(_faults, _warnings);

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
            default:
                Use(key, parameter, value);
                break;
        }
    }

    private void Use(string key, Parameter parameter, string value)
    {
        if (parameter == Parameter.LogVerbose)
        {
            _verbose = bool.Parse(value);
        }
        else if (parameter == Parameter.UnixSocketName)
        {
            _socket = value;
            if (SocketPath.Fault(key, value) is { } fault)
            {
                _faults.Add(fault);
            }
        }
    }
}
