using System.Globalization;

namespace EdgeActors.Protocol.Grpc;

/// <summary>The value of the <c>grpc-timeout</c> header: one to eight digits and a unit (H, M, S, m, u or n).</summary>
public static class GrpcTimeout
{
    private const int MaxDigits = 8;
    private const long MaxNumber = 99_999_999;

    /// <summary>Reads a header value. Sub-tick values are rounded up, so that a positive timeout never becomes none.</summary>
    /// <returns>False when the value is malformed.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, out TimeSpan timeout)
    {
        timeout = default;
        if (text.Length is < 2 or > MaxDigits + 1)
        {
            return false;
        }

        var number = 0L;
        foreach (var c in text[..^1])
        {
            if (!char.IsAsciiDigit(c))
            {
                return false;
            }

            number = (number * 10) + (c - '0');
        }

        var ticks = text[^1] switch
        {
            'H' => number * TimeSpan.TicksPerHour,
            'M' => number * TimeSpan.TicksPerMinute,
            'S' => number * TimeSpan.TicksPerSecond,
            'm' => number * TimeSpan.TicksPerMillisecond,
            'u' => number * TimeSpan.TicksPerMicrosecond,
            'n' => (number + TimeSpan.NanosecondsPerTick - 1) / TimeSpan.NanosecondsPerTick,
            _ => -1,
        };
        timeout = new TimeSpan(ticks);
        return ticks >= 0;
    }

    /// <summary>Writes a timeout in the finest unit whose number has at most eight digits; negative becomes zero.</summary>
    public static string Format(TimeSpan timeout)
    {
        var ticks = Math.Max(0, timeout.Ticks);
        foreach (var (perUnit, unit) in Units)
        {
            // Rounded up: the server must not give up before its client does.
            var number = (ticks / perUnit) + (ticks % perUnit == 0 ? 0 : 1);
            if (number <= MaxNumber)
            {
                return string.Create(CultureInfo.InvariantCulture, $"{number}{unit}");
            }
        }

        return string.Create(CultureInfo.InvariantCulture, $"{MaxNumber}H");
    }

    private static readonly (long TicksPerUnit, char Unit)[] Units =
    [
        (TimeSpan.TicksPerMicrosecond, 'u'),
        (TimeSpan.TicksPerMillisecond, 'm'),
        (TimeSpan.TicksPerSecond, 'S'),
        (TimeSpan.TicksPerMinute, 'M'),
        (TimeSpan.TicksPerHour, 'H'),
    ];
}
