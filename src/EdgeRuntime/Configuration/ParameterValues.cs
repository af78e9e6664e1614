using System.Globalization;

namespace EdgeActors.Configuration;

/// <summary>A parameter's value as it was given.</summary>
/// <param name="Key">By which name.</param>
/// <param name="Text">Numbers as written, bools as <c>True</c> and <c>False</c>; null when it is of no use and its fault is known already.</param>
internal sealed record GivenValue(string Key, string? Text);

/// <summary>What was given, with the rules that a value on its own has to obey. Collects faults, so that all are told at once.</summary>
internal sealed class ParameterValues(IReadOnlyDictionary<Parameter, GivenValue> given, List<ConfigurationFault> faults, List<string> warnings)
{
    /// <summary>
    /// Whether the file is the component's: it has one of the component's own names, other than those that say nothing about captured data.
    /// </summary>
    public bool IsComponent => given.Any(static value =>
        value.Key != Parameter.UnixSocketName
        && value.Key != Parameter.LogVerbose
        && !value.Value.Key.StartsWith("--", StringComparison.Ordinal)
        && !value.Value.Key.Contains('_', StringComparison.Ordinal));

    /// <summary>Whether there is a value, of use or not.</summary>
    public bool IsGiven(Parameter parameter) => given.ContainsKey(parameter);

    /// <summary>The name that the value was given by, else the parameter's first.</summary>
    public string KeyOf(Parameter parameter) => given.TryGetValue(parameter, out GivenValue? value) ? value.Key : parameter.Keys[0];

    /// <summary>A text; empty counts as not given.</summary>
    public string? Text(Parameter parameter) =>
        given.TryGetValue(parameter, out GivenValue? value) && !string.IsNullOrEmpty(value.Text) ? value.Text : null;

    /// <summary>A text, which may be empty; null when none is given.</summary>
    public string? TextOrEmpty(Parameter parameter) => given.GetValueOrDefault(parameter)?.Text;

    /// <summary>A text that obeys a rule.</summary>
    public string? Text(Parameter parameter, Func<string, bool> isValid, string rule, string fix)
    {
        if (Text(parameter) is not { } text || isValid(text))
        {
            return Text(parameter);
        }

        Fault(parameter, rule, fix);
        return null;
    }

    /// <summary>A bool, else <paramref name="otherwise"/>.</summary>
    public bool Bool(Parameter parameter, bool otherwise) => Text(parameter) is { } text ? bool.Parse(text) : otherwise;

    /// <summary>A whole number, else <paramref name="otherwise"/>.</summary>
    public int Integer(Parameter parameter, int otherwise, int least, int most)
    {
        if (Text(parameter) is not { } text)
        {
            return otherwise;
        }

        long value = long.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        if (value >= least && value <= most)
        {
            return (int)value;
        }

        Fault(parameter, "is out of range", $"give a whole number from {least} to {most}");
        return otherwise;
    }

    /// <summary>A time in whole seconds.</summary>
    public TimeSpan Seconds(Parameter parameter, TimeSpan otherwise, int least, int most) =>
        TimeSpan.FromSeconds(Integer(parameter, (int)otherwise.TotalSeconds, least, most));

    /// <summary>A number of bytes, K, M and G allowed; <paramref name="orElse"/> tells of values that the caller takes besides.</summary>
    public long Size(Parameter parameter, long otherwise, long least, long most, string orElse = "")
    {
        if (Text(parameter) is not { } text)
        {
            return otherwise;
        }

        if (ByteSize.TryParse(text, out long bytes) && bytes >= least && bytes <= most)
        {
            return bytes;
        }

        Fault(
            parameter,
            "is no size in range",
            $"give bytes from {ByteSize.Show(least)} to {ByteSize.Show(most)} as a whole number, K, M and G allowed{orElse}");
        return otherwise;
    }

    /// <summary>One of two words, in any case; whether it is the second.</summary>
    public bool IsSecond(Parameter parameter, string first, string second, bool otherwise)
    {
        string? text = Text(parameter);
        bool isSecond = string.Equals(text, second, StringComparison.OrdinalIgnoreCase);
        if (text is not null && !isSecond && !string.Equals(text, first, StringComparison.OrdinalIgnoreCase))
        {
            Fault(parameter, $"is neither {first} nor {second}", $"write \"{first}\" or \"{second}\"");
        }

        return text is null ? otherwise : isSecond;
    }

    /// <summary>Notes a fault of a value, or of its absence.</summary>
    public void Fault(Parameter parameter, string rule, string fix) =>
        faults.Add(new ConfigurationFault(KeyOf(parameter), given.GetValueOrDefault(parameter)?.Text, rule, fix));

    /// <summary>Notes a fault of what is no parameter, such as an environment variable, or of a value that nobody should see.</summary>
    public void Fault(ConfigurationFault fault) => faults.Add(fault);

    /// <summary>Notes what is odd but does no harm.</summary>
    public void Warn(string warning) => warnings.Add(warning);
}
