using Microsoft.Extensions.Logging;

namespace EdgeActors.Logging;

/// <summary>
/// The old agent's lines, <c>{"version":"1.4.0"}[2026-11-22T16:55:34.123][I] text</c>, in UTC. What follows the prefix is as in <see cref="TextFormat"/>, and
/// so is the line that tells that the agent serves: without any.
/// </summary>
internal sealed class EdgeFormat(LogLevelSwitch levels, string version) : ILogFormat
{
    /// <inheritdoc />
    public string Line(LogEntry entry) => entry.Id.Id == ProcessLog.ListeningId
        ? TextFormat.Told(entry, levels)
        : $"{{\"version\":\"{version}\"}}[{entry.Time:yyyy-MM-dd'T'HH:mm:ss.fff}][{Letter(entry.Level)}] {TextFormat.Told(entry, levels)}";

    private static char Letter(LogLevel level) => level switch
    {
        LogLevel.Trace => 'T',
        LogLevel.Debug => 'D',
        LogLevel.Information => 'I',
        LogLevel.Warning => 'W',
        LogLevel.Error => 'E',
        _ => 'F',
    };
}
