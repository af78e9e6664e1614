using EdgeActors.Configuration;
using EdgeActors.Grpc.Transport;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace EdgeActors.Hosting;

/// <summary>The composition root: which parts make the agent, and in which order they start and stop.</summary>
internal static class AgentHost
{
    /// <summary>A graceful stop ends within this time, since classic Greengrass kills after 5 s.</summary>
    public static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(4.5);

    /// <summary>Puts the parts together; nothing is started.</summary>
    public static IHost Create(RunOptions options, TextWriter log)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        IServiceCollection services = builder.Services;
        services.Replace(ServiceDescriptor.Singleton<IHostLifetime, NoLifetime>());
        services.Configure<HostOptions>(host => host.ShutdownTimeout = StopTimeout);
        services.AddSingleton(TimeProvider.System);
        services.AddLogging(logging => logging
            .SetMinimumLevel(options.LogLevel)
            .AddFilter("Microsoft", LogLevel.Warning)
            .AddProvider(new TextLog(log, options.LogLevel, TimeProvider.System)));
        services.AddGrpcTransport(
            socket =>
            {
                socket.Path = options.Socket;
                socket.Group = options.Group;
                socket.Replace = options.Force;
            },
            transport => transport.MaxMessageBytes = options.MaxMessageBytes);
        return builder.Build();
    }

    // Signals are the process's affair (TerminationSignals), not the host's: a demo hosts an agent too.
    private sealed class NoLifetime : IHostLifetime
    {
        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
