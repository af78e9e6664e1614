using Akka.Actor;
using Akka.Configuration;

namespace Akka.Event;

public class InitializeLogger : INoSerializationVerificationNeeded
{
    public InitializeLogger(LoggingBus loggingBus) => LoggingBus = loggingBus;

    public LoggingBus LoggingBus { get; }
}

public class LoggerInitialized : INoSerializationVerificationNeeded, IDeadLetterSuppression;

/// <summary>Writes log events to the console.</summary>
public class DefaultLogger : ActorBase
{
    protected override bool Receive(object message)
    {
        switch (message)
        {
            case InitializeLogger:
                Sender.Tell(new LoggerInitialized());
                return true;
            case LogEvent logEvent:
                Print(logEvent);
                return true;
            default:
                return false;
        }
    }

    protected virtual void Print(LogEvent logEvent) => Console.WriteLine(logEvent);
}

/// <summary>Starts what a system logs with.</summary>
internal static class Loggers
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(10);

    public static void Start(ActorSystemImpl system)
    {
        var number = 0;
        foreach (var name in system.Settings.Loggers)
        {
            var type = Type.GetType(name)
                ?? throw new ConfigurationException($"akka.loggers names an unknown type: [{name}].");
            var logger = system.SystemActorOf(Props.Create(type), $"log{++number}-{Logging.SimpleName(type)}");
            Initialize(system, logger);
            foreach (var level in Enum.GetValues<LogLevel>().Where(level => level >= system.EventStream.LogLevel))
            {
                system.EventStream.Subscribe(logger, level.ClassFor());
            }
        }

        if (system.Settings.LogDeadLetters > 0)
        {
            system.SystemActorOf(Props.Create<DeadLetterListener>(), "deadLetterListener");
        }
    }

    /// <summary>A system is handed out only when its loggers listen, so that the first events are not lost.</summary>
    private static void Initialize(ActorSystemImpl system, IActorRef logger)
    {
        var answer = logger.Ask<LoggerInitialized>(new InitializeLogger(system.EventStream), CancellationToken.None);
        if (!answer.Wait(StartTimeout))
        {
            throw new LoggerInitializationException($"Logger {logger} did not answer within {StartTimeout}.");
        }
    }
}
