using System.Globalization;

namespace EdgeActors.FaultKit;

/// <summary>A time, or a range of which the seed picks one.</summary>
/// <param name="Least">Shortest, not negative.</param>
/// <param name="Most">Longest, at most a day.</param>
public sealed record TimeRange(TimeSpan Least, TimeSpan Most)
{
    private static readonly TimeSpan Limit = TimeSpan.FromDays(1);

    private static readonly (string Unit, double Milliseconds)[] Units = [("ms", 1), ("s", 1000), ("min", 60_000), ("h", 3_600_000)];

    /// <summary>As it stands in a script, for example <c>50ms</c> or <c>10ms..2s</c>.</summary>
    public override string ToString() => Least == Most ? Text(Least) : $"{Text(Least)}..{Text(Most)}";

    /// <summary>Reads <c>50ms</c>, <c>1.5s</c>, <c>2min</c>, <c>1h</c> or two of them with <c>..</c> between; null when it is none.</summary>
    public static TimeRange? TryParse(string text)
    {
        string[] ends = text.Split("..");
        TimeSpan? least = One(ends[0]);
        TimeSpan? most = ends.Length == 2 ? One(ends[1]) : least;
        return ends.Length <= 2 && least is { } from && most is { } to && from <= to ? new TimeRange(from, to) : null;
    }

    internal TimeRange Pick(double drawn)
    {
        TimeSpan one = TimeSpan.FromMilliseconds(Math.Round((Least + ((Most - Least) * drawn)).TotalMilliseconds));
        TimeSpan kept = one < Least ? Least : one;
        return new TimeRange(kept, kept);
    }

    private static TimeSpan? One(string text)
    {
        foreach ((string unit, double milliseconds) in Units)
        {
            if (text.EndsWith(unit, StringComparison.Ordinal)
                && double.TryParse(text.AsSpan(0, text.Length - unit.Length), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double n)
                && n * milliseconds <= Limit.TotalMilliseconds)
            {
                return TimeSpan.FromMilliseconds(n * milliseconds);
            }
        }

        return null;
    }

    private static string Text(TimeSpan time) => time.TotalMilliseconds.ToString("0.####", CultureInfo.InvariantCulture) + "ms";
}
