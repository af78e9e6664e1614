using Akka.Event;

namespace Akka.TestKit;

/// <summary>The logger of test systems: quiet unless it is an error or a warning.</summary>
public class TestEventListener : DefaultLogger
{
    protected override bool Receive(object message) => base.Receive(message);

    protected override void Print(LogEvent logEvent)
    {
        if (logEvent.LogLevel() >= LogLevel.WarningLevel)
        {
            base.Print(logEvent);
        }
    }
}
