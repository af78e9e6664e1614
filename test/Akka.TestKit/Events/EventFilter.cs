using System.Text.RegularExpressions;
using Akka.Actor;
using Akka.Event;

namespace Akka.TestKit;

/// <summary>Which log events a test waits for or wants to keep out of its output.</summary>
internal sealed class EventFilter(Predicate<LogEvent> matches)
{
    private int _count;

    public int Count => Volatile.Read(ref _count);

    public static EventFilter Text(Func<LogEvent, bool> kind, string message, string start, string contains, string source) =>
        new(entry => kind(entry) && FitsSource(entry, source) && FitsText(entry.Message?.ToString() ?? "", message, start, contains));

    public static EventFilter Text(Func<LogEvent, bool> kind, Regex pattern, string source) =>
        new(entry => kind(entry) && FitsSource(entry, source) && pattern.IsMatch(entry.Message?.ToString() ?? ""));

    public bool Apply(LogEvent entry)
    {
        if (!matches(entry))
        {
            return false;
        }

        Interlocked.Increment(ref _count);
        return true;
    }

    private static bool FitsSource(LogEvent entry, string source) =>
        source is null || entry.LogSource == source || entry.LogSource.EndsWith(source, StringComparison.Ordinal);

    private static bool FitsText(string text, string message, string start, string contains) =>
        message is not null ? text == message
        : start is not null ? text.StartsWith(start, StringComparison.Ordinal)
        : contains is null || text.Contains(contains, StringComparison.Ordinal);
}

internal sealed record MuteFilters(IReadOnlyCollection<EventFilter> Filters) : INoSerializationVerificationNeeded;

internal sealed record UnmuteFilters(IReadOnlyCollection<EventFilter> Filters) : INoSerializationVerificationNeeded;
