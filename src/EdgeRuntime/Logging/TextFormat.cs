using EdgeActors.Wording;

namespace EdgeActors.Logging;

/// <summary>
/// Lines for people, <c>2026-11-22T16:55:34.123Z info  text</c>. Stack traces appear only when debugging is logged; otherwise an exception adds its
/// message. Control and separator characters come escaped. The line that tells that the agent serves is only its text, because starters look for it so.
/// </summary>
internal sealed class TextFormat(LogLevelSwitch levels) : ILogFormat
{
    private static readonly string[] LineEnds = ["\r\n", "\n"];

    /// <inheritdoc />
    public string Line(LogEntry entry) => entry.Id.Id == ProcessLog.ListeningId
        ? Shown(entry.Text)
        : $"{entry.Time:yyyy-MM-dd'T'HH:mm:ss.fff'Z'} {entry.LevelName,-5} {Told(entry, levels)}";

    /// <summary>The sentence and its cause.</summary>
    internal static string Told(LogEntry entry, LogLevelSwitch levels) =>
        Shown(entry.Text) + (entry.Exception is null ? "" : levels.IsVerbose ? Trace(entry.Exception) : $": {Shown(entry.Exception.Message)}");

    private static string Shown(string text) => Printable.Of(text, LogEntry.LongestText);

    private static string Trace(Exception exception)
    {
        string text = exception.ToString();
        IEnumerable<string> lines = text[..Math.Min(text.Length, LogEntry.LongestTrace)].Split(LineEnds, StringSplitOptions.None);
        return string.Concat(lines.Select(line => $"\n  {Shown(line)}"));
    }
}
