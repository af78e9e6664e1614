using System.Globalization;

namespace EdgeActors.FaultKit;

/// <summary>Reads <c>[#N|#N..|#N..M] [every N] [P%]</c>.</summary>
internal static class OccasionParser
{
    public static FaultOccasion Take(Words words)
    {
        FaultOccasion occasion = FaultOccasion.Always;
        if (words.Peek().StartsWith('#'))
        {
            occasion = Numbers(words.Take());
        }

        if (words.TryTake("every"))
        {
            occasion = occasion with { Every = Count(words.Take("the number after 'every'", "every 5")) };
        }

        return words.Peek().EndsWith('%') ? occasion with { Chance = Chance(words.Take()) } : occasion;
    }

    private static FaultOccasion Numbers(string word)
    {
        string[] ends = word[1..].Split("..");
        long first = Count(ends[0]);
        long last = ends switch
        {
            [_] => first,
            [_, ""] => long.MaxValue,
            [_, { } end] => Count(end),
            _ => throw new FaultScriptException($"'{word}' is no range; write '#3', '#3..' or '#3..5'."),
        };
        return first <= last ? new FaultOccasion(first, last) : throw new FaultScriptException($"'{word}' ends before it begins; swap its ends.");
    }

    private static long Count(string word) =>
        long.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out long count) && count > 0
            ? count
            : throw new FaultScriptException($"'{word}' is no count; write a whole number from 1.");

    private static double Chance(string word) =>
        double.TryParse(word.AsSpan(0, word.Length - 1), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double percent)
            && percent is > 0 and <= 100
            ? percent / 100
            : throw new FaultScriptException($"'{word}' is no probability; write a number above 0 up to 100, as in '12.5%'.");
}
