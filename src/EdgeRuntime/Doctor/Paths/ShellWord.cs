using System.Text.RegularExpressions;

namespace EdgeActors.Doctor.Paths;

/// <summary>Writes a text into a command that somebody will paste: whatever is in it, it stays one word.</summary>
internal static partial class ShellWord
{
    /// <summary>The text as it is where that is one harmless word, else in single quotes.</summary>
    public static string Of(string text) =>
        Harmless().IsMatch(text) ? text : $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    [GeneratedRegex(@"\A[A-Za-z0-9_@%+=:,./-]+\z")]
    private static partial Regex Harmless();
}
