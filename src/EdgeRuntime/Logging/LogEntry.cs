using Microsoft.Extensions.Logging;

namespace EdgeActors.Logging;

/// <summary>One message, ready to be put into a line.</summary>
/// <param name="Time">When, in UTC.</param>
/// <param name="Level">How much it matters.</param>
/// <param name="Id">Number and name of the event.</param>
/// <param name="Category">Which part of the agent logged it.</param>
/// <param name="Text">The sentence with its values.</param>
/// <param name="Values">The values by name, in the sentence's order.</param>
/// <param name="Exception">What caused it.</param>
internal sealed record LogEntry(
    DateTimeOffset Time,
    LogLevel Level,
    EventId Id,
    string Category,
    string Text,
    IReadOnlyList<KeyValuePair<string, object?>> Values,
    Exception? Exception)
{
    /// <summary>Characters of a sentence, or of one value, that a line has room for.</summary>
    public const int LongestText = 8192;

    /// <summary>Characters of a stack trace that a line has room for.</summary>
    public const int LongestTrace = 32_768;

    /// <summary>The level's name in lines for people and for programs.</summary>
    public string LevelName => Level switch
    {
        LogLevel.Trace => "trace",
        LogLevel.Debug => "debug",
        LogLevel.Information => "info",
        LogLevel.Warning => "warn",
        LogLevel.Error => "error",
        _ => "fatal",
    };

    /// <summary>
    /// Which of many this event is about: its first value when that is a text. Numbers count or measure, they are no subjects.
    /// </summary>
    public string Subject => Values.Count > 0 && Values[0].Value is string text ? text : "";
}
