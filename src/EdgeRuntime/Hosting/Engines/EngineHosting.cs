using EdgeActors.Configuration;
using EdgeActors.Engines;
using EdgeActors.Engines.Dlr;
using EdgeActors.Engines.Onnx;
using EdgeActors.Hosting.Faults;
using EdgeActors.Models.Engine;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace EdgeActors.Hosting.Engines;

/// <summary>Puts the engines together.</summary>
internal static class EngineHosting
{
    /// <summary>Both engines behind one port; a model's files choose.</summary>
    /// <exception cref="ConfigurationException">The folder of TensorRT's cache cannot be used.</exception>
    public static IServiceCollection AddEngines(this IServiceCollection services, RunOptions options)
    {
        if (options.Dlr.CacheFolder is { } folder && CacheFolderCheck.Fault(folder) is { } fault)
        {
            throw new ConfigurationException([fault]);
        }

        DlrOptions dlr = Budget.Dlr(options, Environment.GetEnvironmentVariable);
        return services
            .AddSingleton(Budget.Engine(options))
            .AddSingleton<OnnxEngine>()
            .AddSingleton(provider => new DlrEngine(
                dlr, provider.GetRequiredService<TimeProvider>(), static () => Environment.WorkingSet, provider.GetRequiredService<ILogger<DlrEngine>>()))
            .AddPort<IInferenceEngine, EngineChoice>();
    }
}
