using Akka.Event;

namespace Akka.TestKit;

/// <summary>The logger of test systems. What a filter matches is counted and kept quiet; the rest is written when it is a warning or worse.</summary>
public class TestEventListener : DefaultLogger
{
    private readonly List<EventFilter> _filters = [];

    protected override bool Receive(object message)
    {
        switch (message)
        {
            case InitializeLogger initialize:
                foreach (var type in new[] { typeof(MuteFilters), typeof(UnmuteFilters), typeof(DeadLetter) })
                {
                    initialize.LoggingBus.Subscribe(Context.Self, type);
                }

                return base.Receive(message);
            case MuteFilters mute:
                _filters.AddRange(mute.Filters);
                return true;
            case UnmuteFilters unmute:
                _filters.RemoveAll(unmute.Filters.Contains);
                return true;
            case DeadLetter letter:
                IsFiltered(new Warning(letter.Recipient.Path.ToString(), letter.Recipient.GetType(), letter));
                return true;
            case LogEvent entry:
                return IsFiltered(entry) || base.Receive(message);
            default:
                return base.Receive(message);
        }
    }

    protected override void Print(LogEvent logEvent)
    {
        if (logEvent.LogLevel() >= LogLevel.WarningLevel)
        {
            base.Print(logEvent);
        }
    }

    private bool IsFiltered(LogEvent entry) => _filters.Any(filter => filter.Apply(entry));
}
