using System.Globalization;

namespace Akka.Configuration;

/// <summary>Times as configuration writes them: 5s, 100ms, 5m, 2 hours, infinite; a bare number means milliseconds.</summary>
internal static class Duration
{
    public static TimeSpan Parse(string path, string text, bool allowInfinite)
    {
        if (allowInfinite && text is ("infinite" or "off"))
        {
            return Timeout.InfiniteTimeSpan;
        }

        var digits = text.TakeWhile(c => char.IsAsciiDigit(c) || c == '.').Count();
        return double.TryParse(text[..digits], NumberStyles.Float, CultureInfo.InvariantCulture, out var amount) && Unit(text[digits..].Trim()) is { } one
            ? amount * one
            : throw new ConfigurationException($"{path} is [{text}], not a time such as 100ms, 5s or 2m.");
    }

    private static TimeSpan? Unit(string unit) => unit switch
    {
        "" or "ms" or "millis" or "milliseconds" or "millisecond" => TimeSpan.FromMilliseconds(1),
        "s" or "second" or "seconds" => TimeSpan.FromSeconds(1),
        "m" or "minute" or "minutes" => TimeSpan.FromMinutes(1),
        "h" or "hour" or "hours" => TimeSpan.FromHours(1),
        "d" or "day" or "days" => TimeSpan.FromDays(1),
        _ => null,
    };
}
