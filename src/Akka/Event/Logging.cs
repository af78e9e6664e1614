using Akka.Actor;

namespace Akka.Event;

public static class Logging
{
    public static ILoggingAdapter GetLogger(this IActorContext context, ILogMessageFormatter logMessageFormatter = null)
    {
        var cell = (ActorCell)context;
        return new BusLogging(context.System.EventStream, context.Self.Path.ToString(), cell.Actor?.GetType() ?? context.Props.Type, logMessageFormatter);
    }

    public static ILoggingAdapter GetLogger(ActorSystem system, object logSourceObj, ILogMessageFormatter logMessageFormatter = null) =>
        GetLogger(system.EventStream, logSourceObj, logMessageFormatter);

    public static ILoggingAdapter GetLogger(LoggingBus loggingBus, object logSourceObj, ILogMessageFormatter logMessageFormatter = null)
    {
        var (source, type) = logSourceObj switch
        {
            string text => (text, typeof(string)),
            Type known => (SimpleName(known), known),
            IActorRef actor => (actor.Path.ToString(), actor.GetType()),
            _ => (SimpleName(logSourceObj), logSourceObj.GetType()),
        };
        return new BusLogging(loggingBus, source, type, logMessageFormatter);
    }

    public static LogLevel LogLevelFor(string logLevel) => logLevel?.ToUpperInvariant() switch
    {
        "DEBUG" => LogLevel.DebugLevel,
        "INFO" => LogLevel.InfoLevel,
        "WARNING" => LogLevel.WarningLevel,
        "ERROR" => LogLevel.ErrorLevel,
        "OFF" => (LogLevel)int.MaxValue,
        _ => throw new ArgumentException($"Unknown LogLevel: [{logLevel}]. Valid values are DEBUG, INFO, WARNING, ERROR, OFF.", nameof(logLevel)),
    };

    public static Type ClassFor(this LogLevel logLevel) => logLevel switch
    {
        LogLevel.DebugLevel => typeof(Debug),
        LogLevel.InfoLevel => typeof(Info),
        LogLevel.WarningLevel => typeof(Warning),
        LogLevel.ErrorLevel => typeof(Error),
        _ => throw new ArgumentException($"Unknown LogLevel: [{logLevel}].", nameof(logLevel)),
    };

    public static string StringFor(this LogLevel logLevel) => ClassFor(logLevel).Name.ToUpperInvariant();

    public static string SimpleName(object o) => SimpleName(o.GetType());

    public static string SimpleName(Type t) => t.Name;
}
