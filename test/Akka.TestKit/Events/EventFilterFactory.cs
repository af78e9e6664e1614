using System.Text.RegularExpressions;
using Akka.Actor;
using Akka.Event;

namespace Akka.TestKit;

/// <summary>Names the log events that a test expects.</summary>
public class EventFilterFactory
{
    private readonly TestKitBase _testkit;
    private readonly ActorSystem _system;
    private readonly IReadOnlyList<EventFilter> _filters;

    public EventFilterFactory(TestKitBase testkit)
        : this(testkit, testkit.Sys)
    {
    }

    public EventFilterFactory(TestKitBase testkit, ActorSystem system)
        : this(testkit, system, [])
    {
    }

    internal EventFilterFactory(TestKitBase testkit, ActorSystem system, IReadOnlyList<EventFilter> filters)
    {
        _testkit = testkit;
        _system = system;
        _filters = filters;
    }

    public IEventFilterApplier Exception<TException>(string message = null, string start = null, string contains = null, string source = null)
        where TException : Exception => Exception(typeof(TException), message, start, contains, source);

    public IEventFilterApplier Exception<TException>(Regex pattern, string source = null)
        where TException : Exception => Exception(typeof(TException), pattern, source);

    public IEventFilterApplier Exception(
        Type exceptionType, string message = null, string start = null, string contains = null, string source = null, bool checkInnerExceptions = false) =>
        Apply(EventFilter.Text(entry => IsCausedBy(entry, exceptionType, checkInnerExceptions), message, start, contains, source));

    public IEventFilterApplier Exception(Type exceptionType, Regex pattern, string source = null, bool checkInnerExceptions = false) =>
        Apply(EventFilter.Text(entry => IsCausedBy(entry, exceptionType, checkInnerExceptions), pattern, source));

    public IEventFilterApplier Error(string message = null, string start = null, string contains = null, string source = null) =>
        ForLogLevel(LogLevel.ErrorLevel, message, start, contains, source);

    public IEventFilterApplier Error(Regex pattern, string source = null) => ForLogLevel(LogLevel.ErrorLevel, pattern, source);

    public IEventFilterApplier Warning(string message = null, string start = null, string contains = null, string source = null) =>
        ForLogLevel(LogLevel.WarningLevel, message, start, contains, source);

    public IEventFilterApplier Warning(Regex pattern, string source = null) => ForLogLevel(LogLevel.WarningLevel, pattern, source);

    public IEventFilterApplier Info(string message = null, string start = null, string contains = null, string source = null) =>
        ForLogLevel(LogLevel.InfoLevel, message, start, contains, source);

    public IEventFilterApplier Info(Regex pattern, string source = null) => ForLogLevel(LogLevel.InfoLevel, pattern, source);

    public IEventFilterApplier Debug(string message = null, string start = null, string contains = null, string source = null) =>
        ForLogLevel(LogLevel.DebugLevel, message, start, contains, source);

    public IEventFilterApplier Debug(Regex pattern, string source = null) => ForLogLevel(LogLevel.DebugLevel, pattern, source);

    public IEventFilterApplier ForLogLevel(
        LogLevel logLevel, string message = null, string start = null, string contains = null, string source = null) =>
        Apply(EventFilter.Text(entry => entry.LogLevel() == logLevel, message, start, contains, source));

    public IEventFilterApplier ForLogLevel(LogLevel logLevel, Regex pattern, string source = null) =>
        Apply(EventFilter.Text(entry => entry.LogLevel() == logLevel, pattern, source));

    public IEventFilterApplier Custom(Predicate<LogEvent> predicate) => Apply(new EventFilter(predicate));

    public IEventFilterApplier Custom<TLogEvent>(Predicate<TLogEvent> predicate)
        where TLogEvent : LogEvent => Apply(new EventFilter(entry => entry is TLogEvent typed && predicate(typed)));

    public IEventFilterApplier DeadLetter() => Apply(new EventFilter(entry => entry.Message is DeadLetter));

    public IEventFilterApplier DeadLetter<TMessage>(string source = null) => DeadLetter<TMessage>(_ => true, source);

    public IEventFilterApplier DeadLetter<TMessage>(Func<TMessage, bool> isMatch, string source = null) => Apply(new EventFilter(entry =>
        entry.Message is DeadLetter { Message: TMessage message } && isMatch(message) && (source is null || entry.LogSource == source)));

    private static bool IsCausedBy(LogEvent entry, Type type, bool checkInner)
    {
        for (var cause = entry is Error ? entry.Cause : null; cause is not null; cause = checkInner ? cause.InnerException : null)
        {
            if (type.IsInstanceOfType(cause))
            {
                return true;
            }
        }

        return false;
    }

    private EventFilterApplier Apply(EventFilter filter) => new(_testkit, _system, [.. _filters, filter]);
}
