using System.Text;

namespace EdgeActors.Configuration;

/// <summary>One thing wrong with a configuration.</summary>
/// <param name="Key">The parameter, flag or file at fault.</param>
/// <param name="Value">Its value as given, or null where there is none to show.</param>
/// <param name="Rule">What it breaks, beginning with a verb.</param>
/// <param name="Fix">What to do.</param>
internal sealed record ConfigurationFault(string Key, string? Value, string Rule, string Fix)
{
    private const int LongestValue = 80;

    /// <summary>One sentence for the person who has to repair it.</summary>
    public override string ToString() => Value is null ? $"{Key} {Rule}; {Fix}" : $"{Key} {Shown(Value)} {Rule}; {Fix}";

    private static string Shown(string value)
    {
        StringBuilder text = new("\"");
        foreach (char c in value.Length <= LongestValue ? value : value[..LongestValue] + "…")
        {
            text.Append(char.IsControl(c) ? $"\\u{(int)c:x4}" : c.ToString());
        }

        return text.Append('"').ToString();
    }
}

/// <summary>The configuration cannot be used. Holds every fault that was found, at least one, and tells the warnings as well.</summary>
internal sealed class ConfigurationException(IReadOnlyList<ConfigurationFault> faults, IReadOnlyList<string>? warnings = null)
    : Exception(string.Join(Environment.NewLine, faults.Select(fault => fault.ToString()).Concat(warnings ?? [])))
{
    /// <summary>All faults.</summary>
    public IReadOnlyList<ConfigurationFault> Faults { get; } = faults;
}
