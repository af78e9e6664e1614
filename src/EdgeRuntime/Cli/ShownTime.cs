using System.Globalization;

namespace EdgeActors.Cli;

/// <summary>Spans of time for people.</summary>
internal static class ShownTime
{
    /// <summary>Two units at most: <c>3 d 4 h</c>, <c>5 min 6 s</c>.</summary>
    public static string Of(TimeSpan time) => time switch
    {
        { TotalDays: >= 1 } => string.Create(CultureInfo.InvariantCulture, $"{time.Days} d {time.Hours} h"),
        { TotalHours: >= 1 } => string.Create(CultureInfo.InvariantCulture, $"{time.Hours} h {time.Minutes} min"),
        { TotalMinutes: >= 1 } => string.Create(CultureInfo.InvariantCulture, $"{time.Minutes} min {time.Seconds} s"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{Math.Max(0, time.Seconds)} s"),
    };
}
