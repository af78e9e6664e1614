using System.Text.RegularExpressions;
using EdgeActors.Wording;

namespace EdgeActors.Engines.Dlr.Interop;

/// <summary>The sentence in what libdlr says of an error: it comes with the place in its sources and a stack trace.</summary>
internal static partial class DlrErrorText
{
    private const int Longest = 300;
    private const string Check = "Check failed";

    /// <summary>The sentence, printable and on one line; null when there is none.</summary>
    public static string? Clean(string text)
    {
        string[] lines = [.. text.Split('\n').Where(line => !Frame().IsMatch(line)).Select(line => Place().Replace(line, "").Trim()).Where(line => line.Length > 0)];
        string? line = lines.FirstOrDefault(l => l.Contains(Check, StringComparison.Ordinal)) ?? lines.FirstOrDefault();
        string? sentence = line?[Math.Max(0, line.IndexOf(Check, StringComparison.Ordinal))..].Trim(' ', ':', '.');
        return string.IsNullOrEmpty(sentence) ? null : Printable.Of(sentence, Longest);
    }

    /// <summary>Time, kind of error and place in the sources, which may come again within the sentence.</summary>
    [GeneratedRegex(@"(\[\d\d:\d\d:\d\d\]\s*)?(\b\w*Error:\s*)?\S+\.(cc|cpp|h|c):\d+:\s*|\A\s*\w*Error:", RegexOptions.CultureInvariant)]
    private static partial Regex Place();

    /// <summary>Stack traces, and the frames that are drawn around messages.</summary>
    [GeneratedRegex(@"\A\s*(Stack trace|\[bt\]|File ""|Traceback|-{5,}|An internal invariant was|Please read TVM|More details can be found)", RegexOptions.CultureInvariant)]
    private static partial Regex Frame();
}
