using System.Collections.Concurrent;
using Akka.Actor;
using Akka.DependencyInjection;
using Akka.Event;
using Microsoft.Extensions.Logging;
using LogLevel = Microsoft.Extensions.Logging.LogLevel;

namespace EdgeActors.Logging;

/// <summary>
/// Brings what actors log into the agent's log, with number, name and values of our own events. Akka.Hosting's bridge would make text of them.
/// </summary>
internal sealed class ActorLogBridge : ActorBase
{
    /// <summary>Has the actor system log through it, and leave the choice of the level to the agent's log.</summary>
    public static readonly string Settings =
        $"akka.loglevel = DEBUG\nakka.loggers = [\"{typeof(ActorLogBridge).FullName}, {typeof(ActorLogBridge).Assembly.GetName().Name}\"]";

    private readonly ILoggerFactory _factory =
        Context.System.Settings.Setup.Get<DependencyResolverSetup>().Value.DependencyResolver.GetService<ILoggerFactory>();

    private readonly ConcurrentDictionary<Type, ILogger> _loggers = new();

    /// <inheritdoc />
    protected override bool Receive(object message)
    {
        switch (message)
        {
            case InitializeLogger:
                Sender.Tell(new LoggerInitialized());
                return true;
            case LogEvent logged:
                Write(logged);
                return true;
            default:
                return false;
        }
    }

    private void Write(LogEvent logged)
    {
        ILogger log = _loggers.GetOrAdd(logged.LogClass, type => _factory.CreateLogger(type.FullName ?? type.Name));
        KeyValuePair<string, object?> actor = new("Actor", logged.LogSource);
        if (logged.Message is EventMessage ours)
        {
            IEnumerable<KeyValuePair<string, object?>> values =
                ours.Event.Template.Names.Zip(ours.Values, static (name, value) => new KeyValuePair<string, object?>(name, value));
            Write(log, logged, new EventId(ours.Event.Id, ours.Event.Name), [.. values, actor]);
        }
        else
        {
            Write(log, logged, default, [actor]);
        }
    }

    private static void Write(ILogger log, LogEvent logged, EventId id, KeyValuePair<string, object?>[] values) =>
        log.Log(LevelOf(logged), id, values, logged.Cause, (_, _) => logged.Message?.ToString() ?? "");

    private static LogLevel LevelOf(LogEvent logged) => logged.LogLevel() switch
    {
        Akka.Event.LogLevel.DebugLevel => LogLevel.Debug,
        Akka.Event.LogLevel.InfoLevel => LogLevel.Information,
        Akka.Event.LogLevel.WarningLevel => LogLevel.Warning,
        _ => LogLevel.Error,
    };
}
