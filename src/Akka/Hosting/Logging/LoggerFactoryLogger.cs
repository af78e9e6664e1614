#nullable enable
using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.DependencyInjection;
using Akka.Event;
using Microsoft.Extensions.Logging;

namespace Akka.Hosting.Logging;

public class LoggerFactorySetup : Setup
{
    public LoggerFactorySetup(ILoggerFactory loggerFactory) => LoggerFactory = loggerFactory;

    public ILoggerFactory LoggerFactory { get; }
}

/// <summary>Writes the system's log events to a logger factory: the class is the category, the actor's path a property.</summary>
public class LoggerFactoryLogger : ActorBase
{
    private readonly ILoggerFactory _factory = FindFactory(Context.System);

    protected override bool Receive(object message)
    {
        switch (message)
        {
            case InitializeLogger:
                Sender.Tell(new LoggerInitialized());
                return true;
            case LogEvent logEvent:
                Log(logEvent, Self.Path);
                return true;
            default:
                return false;
        }
    }

    protected virtual void Log(LogEvent log, ActorPath path) =>
        _factory.CreateLogger(log.LogClass.FullName ?? log.LogClass.Name)
            .Log(LevelOf(log.LogLevel()), log.Cause, "[{ActorPath}] {Message}", log.LogSource, log.Message);

    private static ILoggerFactory FindFactory(ActorSystem system)
    {
        var setup = system.Settings.Setup.Get<LoggerFactorySetup>();
        if (setup.HasValue)
        {
            return setup.Value.LoggerFactory;
        }

        var services = system.Settings.Setup.Get<DependencyResolverSetup>();
        return (services.HasValue ? services.Value.DependencyResolver.GetService<ILoggerFactory>() : null)
            ?? throw new ConfigurationException("AddLoggerFactory needs an ILoggerFactory in the host's services, or one given to it.");
    }

    private static Microsoft.Extensions.Logging.LogLevel LevelOf(Event.LogLevel level) => level switch
    {
        Event.LogLevel.DebugLevel => Microsoft.Extensions.Logging.LogLevel.Debug,
        Event.LogLevel.InfoLevel => Microsoft.Extensions.Logging.LogLevel.Information,
        Event.LogLevel.WarningLevel => Microsoft.Extensions.Logging.LogLevel.Warning,
        _ => Microsoft.Extensions.Logging.LogLevel.Error,
    };
}
