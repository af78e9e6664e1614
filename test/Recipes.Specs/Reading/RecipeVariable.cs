using System.Text.RegularExpressions;

namespace EdgeActors.Specs.Reading;

/// <summary>A brace in a script or an environment value, and what is in it.</summary>
/// <param name="Start">Where the brace is.</param>
/// <param name="End">Just after its closing brace; the text's end when there is none.</param>
/// <param name="Inside">What stands between the two; from the brace on when nothing closes it, which is no variable.</param>
internal sealed partial record RecipeVariable(int Start, int End, string Inside)
{
    /// <summary>What nucleus lite replaces; every other brace ends the script there.</summary>
    public bool IsKnownOnLite => OnLite().IsMatch(Inside);

    /// <summary>What the classic nucleus replaces as well: the same of another component.</summary>
    public bool IsKnownOnClassic => IsKnownOnLite || OfAnother().IsMatch(Inside);

    /// <summary>The other component; null when it is about the component itself.</summary>
    public string? Component => OfAnother().Match(Inside) is { Success: true } match ? match.Groups["component"].Value : null;

    /// <summary>The JSON pointer into a configuration; null for another kind of variable.</summary>
    public string? Pointer => Inside.LastIndexOf("configuration:", StringComparison.Ordinal) is >= 0 and int at ? Inside[(at + "configuration:".Length)..] : null;

    /// <summary>Every brace of a text, the way nucleus lite reads it.</summary>
    public static IEnumerable<RecipeVariable> In(string text)
    {
        int from = 0;
        while (text.IndexOf('{', from) is >= 0 and int start)
        {
            int close = text.IndexOf('}', start);
            from = close < 0 ? text.Length : close + 1;
            yield return new RecipeVariable(start, from, close < 0 ? text[start..] : text[(start + 1)..close]);
        }
    }

    [GeneratedRegex(@"\A(artifacts:path|artifacts:decompressedPath|work:path|kernel:rootPath|iot:thingName|configuration:/.+)\z")]
    private static partial Regex OnLite();

    [GeneratedRegex(@"\A(?<component>[a-zA-Z0-9_.-]+):(artifacts:path|artifacts:decompressedPath|work:path|configuration:/.+)\z")]
    private static partial Regex OfAnother();
}
