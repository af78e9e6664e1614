#nullable enable
using Akka.Event;
using Akka.Hosting.Logging;
using Microsoft.Extensions.Logging;

namespace Akka.Hosting;

/// <summary>What the system logs, and through which loggers.</summary>
public sealed class LoggerConfigBuilder
{
    private readonly List<Type> _loggers = [typeof(DefaultLogger)];

    internal LoggerConfigBuilder(AkkaConfigurationBuilder builder) => Builder = builder;

    public Event.LogLevel LogLevel { get; set; } = Event.LogLevel.InfoLevel;

    internal AkkaConfigurationBuilder Builder { get; }

    public LoggerConfigBuilder ClearLoggers()
    {
        _loggers.Clear();
        return this;
    }

    internal LoggerConfigBuilder Add(Type logger)
    {
        if (!_loggers.Contains(logger))
        {
            _loggers.Add(logger);
        }

        return this;
    }

    internal string ToHocon()
    {
        var names = string.Join(", ", _loggers.Select(logger => $"\"{logger.AssemblyQualifiedName}\""));
        return $"akka.loglevel = {LogLevel.StringFor()}\nakka.loggers = [{names}]";
    }
}

public static class LoggingExtensions
{
    public static AkkaConfigurationBuilder ConfigureLoggers(this AkkaConfigurationBuilder builder, Action<LoggerConfigBuilder> configurator)
    {
        var loggers = new LoggerConfigBuilder(builder);
        configurator(loggers);
        return builder.AddHocon(loggers.ToHocon(), HoconAddMode.Prepend);
    }

    public static LoggerConfigBuilder AddDefaultLogger(this LoggerConfigBuilder configBuilder) => configBuilder.Add(typeof(DefaultLogger));

    /// <summary>Forwards the system's log to the host's logger factory.</summary>
    public static LoggerConfigBuilder AddLoggerFactory(this LoggerConfigBuilder configBuilder) => configBuilder.Add(typeof(LoggerFactoryLogger));

    public static LoggerConfigBuilder AddLoggerFactory(this LoggerConfigBuilder configBuilder, ILoggerFactory loggerFactory)
    {
        configBuilder.Builder.AddSetup(new LoggerFactorySetup(loggerFactory));
        return configBuilder.AddLoggerFactory();
    }
}
