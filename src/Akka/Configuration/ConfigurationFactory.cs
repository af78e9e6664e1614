using Akka.Actor;

namespace Akka.Configuration;

public class ConfigurationFactory
{
    private static readonly Config Defaults = ParseString(
        """
        akka {
          loggers = ["Akka.Event.DefaultLogger, Akka"]
          loglevel = INFO
          stdout-loglevel = WARNING
          log-dead-letters = 10
          log-dead-letters-during-shutdown = off
          log-dead-letters-suspend-duration = 5m
          actor {
            ask-timeout = infinite
            guardian-supervisor-strategy = "Akka.Actor.DefaultSupervisorStrategy"
            serializers.bytes = "Akka.Serialization.ByteArraySerializer, Akka"
            serialization-bindings."System.Byte[]" = bytes
            serialization-identifiers."Akka.Serialization.ByteArraySerializer, Akka" = 4
          }
          scheduler.implementation = "Akka.Actor.HashedWheelTimerScheduler"
          coordinated-shutdown {
            default-phase-timeout = 5s
            terminate-actor-system = on
            run-by-clr-shutdown-hook = on
            run-by-actor-system-terminate = on
            phases.actor-system-terminate.timeout = 10s
          }
        }
        """);

    public static Config Empty => ParseString("");

    public static Config Default() => Defaults;

    /// <exception cref="ConfigurationException">The text is not of the small part of HOCON that is read here.</exception>
    public static Config ParseString(string hocon) => new(new HoconReader(hocon).Read(), null);
}

public class ConfigurationException : AkkaException
{
    public ConfigurationException(string message)
        : base(message)
    {
    }

    public ConfigurationException(string message, Exception exception)
        : base(message, exception)
    {
    }
}
