using System.Runtime.CompilerServices;
using Akka.Event;

namespace EdgeActors.Logging;

/// <summary>
/// One message that actors log, with a number and a name that never change; what <c>[LoggerMessage]</c> is elsewhere. Declared once as a static field of the
/// feature's events, whose name is the event's.
/// </summary>
public abstract class ActorEvent
{
    /// <summary>Declares it.</summary>
    protected ActorEvent(int id, LogLevel level, string template, int values, string name)
    {
        (Id, Level, Name, Template) = (id, level, name, new MessageTemplate(template));
        if (Template.Names.Count != values)
        {
            throw new ArgumentException($"\"{template}\" has {Template.Names.Count} places for {values} values", nameof(template));
        }
    }

    /// <summary>Unique in the process; docs/events.md lists all.</summary>
    public int Id { get; }

    /// <summary>Unique as well.</summary>
    public string Name { get; }

    /// <summary>How much it matters.</summary>
    public LogLevel Level { get; }

    /// <summary>Its sentence.</summary>
    public MessageTemplate Template { get; }

    /// <summary>Logs it, unless its level is off.</summary>
    protected void Write(ILoggingAdapter log, Exception? cause, params object?[] values)
    {
        if (log.IsEnabled(Level))
        {
            log.Log(Level, cause!, new EventMessage(this, values));
        }
    }
}

/// <summary>An event without values.</summary>
public sealed class PlainEvent(int id, LogLevel level, string template, [CallerMemberName] string name = "") : ActorEvent(id, level, template, 0, name)
{
    /// <summary>Logs it.</summary>
    public void Write(ILoggingAdapter log, Exception? cause = null) => Write(log, cause, []);
}

/// <summary>An event with one value.</summary>
public sealed class ActorEvent<T>(int id, LogLevel level, string template, [CallerMemberName] string name = "") : ActorEvent(id, level, template, 1, name)
{
    /// <summary>Logs it.</summary>
    public void Write(ILoggingAdapter log, T value, Exception? cause = null) => Write(log, cause, [value]);
}

/// <summary>An event with two values.</summary>
public sealed class ActorEvent<T1, T2>(int id, LogLevel level, string template, [CallerMemberName] string name = "") : ActorEvent(id, level, template, 2, name)
{
    /// <summary>Logs it.</summary>
    public void Write(ILoggingAdapter log, T1 first, T2 second, Exception? cause = null) => Write(log, cause, [first, second]);
}

/// <summary>An event with three values.</summary>
public sealed class ActorEvent<T1, T2, T3>(int id, LogLevel level, string template, [CallerMemberName] string name = "")
    : ActorEvent(id, level, template, 3, name)
{
    /// <summary>Logs it.</summary>
    public void Write(ILoggingAdapter log, T1 first, T2 second, T3 third, Exception? cause = null) => Write(log, cause, [first, second, third]);
}
