using System.Globalization;
using EdgeActors.Wording;

namespace EdgeActors.Cli.Fleet.Arguments;

/// <summary>Reads <c>2</c> and <c>5%</c>.</summary>
internal static class ThresholdArgument
{
    /// <summary>A number, and whether it is a percentage; the range is the document's own to check.</summary>
    /// <exception cref="CommandFailure">It is neither.</exception>
    public static (int Number, bool IsPercent) Parse(string option, string text)
    {
        bool isPercent = text.EndsWith('%');
        return int.TryParse(isPercent ? text[..^1] : text, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            ? (number, isPercent)
            : throw new CommandFailure(
                CommandFailure.Usage,
                $"{option} \"{Printable.Of(text)}\" is no threshold; write a number of devices like 2, or a percentage like 5%",
                ExitCode.BadUsage);
    }

    /// <summary>A percentage, with or without its sign.</summary>
    /// <exception cref="CommandFailure">It is no number.</exception>
    public static int Percent(string option, string text) => Parse(option, text).Number;
}
