using EdgeActors.Capture;
using EdgeActors.Configuration;
using EdgeActors.Configuration.Layers;
using EdgeActors.Configuration.Reload;
using EdgeActors.Logging;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace EdgeActors.Hosting.Reload;

/// <summary>A configuration that may change while the agent runs.</summary>
/// <param name="Reader">Reads it anew.</param>
/// <param name="Started">What the agent is started with.</param>
internal sealed record LiveConfiguration(ConfigurationReader Reader, ConfigurationReading Started);

/// <summary>Puts live reload into a host.</summary>
internal static class ReloadHosting
{
    /// <summary>Registers the look for changes.</summary>
    public static IServiceCollection AddReload(this IServiceCollection services, RunOptions options, LiveConfiguration configuration)
    {
        services
            .AddSingleton<ILivePart>(provider =>
            {
                LogLevelSwitch levels = provider.GetRequiredService<LogLevelSwitch>();
                return new LivePart(changed => levels.Level = changed.LogLevel);
            })
            .AddSingleton<ILivePart, LiveCapture>()
            .AddSingleton(provider => new ConfigurationReload(
                configuration.Reader,
                configuration.Started,
                [.. provider.GetServices<ILivePart>()],
                provider.GetRequiredService<TimeProvider>(),
                ReloadService.Settle,
                provider.GetRequiredService<ILogger<ConfigurationReload>>()));
        return services.AddHostedService(provider => new ReloadService(
            provider.GetRequiredService<ConfigurationReload>(),
            configuration.Reader,
            options.ReloadPeriod,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<ReloadService>>()));
    }

    // An actor's settings change by a message to it.
    private sealed class LiveCapture(ICaptureTuner tuner) : ILivePart
    {
        public ValueTask<bool> ApplyAsync(RunOptions options, long generation, CancellationToken cancelled) =>
            tuner.TuneAsync(CaptureTuning.Of(options.Capture.Buffer), generation, cancelled);
    }
}
