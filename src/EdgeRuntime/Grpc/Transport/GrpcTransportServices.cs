using EdgeActors.Grpc.HealthChecks;
using EdgeActors.Grpc.Socket;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace EdgeActors.Grpc.Transport;

/// <summary>Wires the endpoint into a host.</summary>
internal static class GrpcTransportServices
{
    /// <summary>
    /// Serves every registered <see cref="IUnaryMethod"/> and <see cref="IServerStreamingMethod"/>, with health checks, as long as
    /// the host runs. Register it after what the methods need: hosted services stop in reverse order.
    /// </summary>
    public static IServiceCollection AddGrpcTransport(
        this IServiceCollection services,
        Action<ListenSocketOptions> socket,
        Action<GrpcTransportOptions>? transport = null)
    {
        services.AddOptions<ListenSocketOptions>().Configure(socket).ValidateOnStart();
        services.AddOptions<GrpcTransportOptions>().Configure(transport ?? (static _ => { })).ValidateOnStart();
        services.TryAddSingleton<IValidateOptions<GrpcTransportOptions>, GrpcTransportOptionsValidator>();
        services.TryAddSingleton<IValidateOptions<ListenSocketOptions>, ListenSocketOptionsValidator>();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<ServingStatusBoard>();
        services.AddSingleton<IUnaryMethod, HealthCheckMethod>();
        services.AddSingleton<IServerStreamingMethod, HealthWatchMethod>();
        services.TryAddSingleton(provider => new GrpcDispatcher(
            provider.GetServices<IUnaryMethod>(),
            provider.GetServices<IServerStreamingMethod>(),
            provider.GetRequiredService<IOptions<GrpcTransportOptions>>().Value,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<Microsoft.Extensions.Logging.ILogger<GrpcDispatcher>>()));
        services.AddSingleton<GrpcServer>();
        return services.AddHostedService(static provider => provider.GetRequiredService<GrpcServer>());
    }
}
