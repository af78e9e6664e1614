using System.Text.RegularExpressions;
using EdgeActors.Wording;

namespace EdgeActors.Configuration.Dlr;

/// <summary>The form of <c>DLRBackendOptions</c>: <c>NAME=VALUE; NAME=VALUE</c>. Pure.</summary>
internal static partial class BackendOptions
{
    /// <summary>Characters of the longest value.</summary>
    public const int LongestValue = 1023;

    /// <summary>The variables in order; what is wrong is in <paramref name="faults"/>, each as a rule that is broken and what to do.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Parse(string text, out IReadOnlyList<(string Rule, string Fix)> faults)
    {
        List<(string, string)> wrong = [];
        List<KeyValuePair<string, string>> found = [];
        foreach (string part in text.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            int equals = part.IndexOf('=', StringComparison.Ordinal);
            string name = (equals < 0 ? part : part[..equals]).TrimEnd();
            string value = equals < 0 ? "" : part[(equals + 1)..].TrimStart();
            if (FaultOf(name, value, equals >= 0, found) is { } fault)
            {
                wrong.Add(fault);
            }
            else
            {
                found.Add(new(name, value));
            }
        }

        faults = wrong;
        return found;
    }

    private static (string Rule, string Fix)? FaultOf(string name, string value, bool hasEquals, IEnumerable<KeyValuePair<string, string>> before)
    {
        string shown = Printable.Of(name);
        return !hasEquals ? ($"has a part without '=', \"{shown}\"", "write NAME=VALUE, separated by semicolons")
            : !VariableName().IsMatch(name) ? ($"has a part whose name \"{shown}\" is no variable's", "use letters, digits and underscores, no digit first")
            : value.Length is 0 or > LongestValue || value.Any(char.IsControl)
                ? ($"gives {name} no value that can be set", $"give 1 to {LongestValue} printable characters, or leave it out")
            : before.Any(known => known.Key == name) ? ($"gives {name} twice", "keep one of them")
            : null;
    }

    [GeneratedRegex(@"\A[A-Za-z_][A-Za-z0-9_]{0,127}\z", RegexOptions.CultureInvariant)]
    private static partial Regex VariableName();
}
