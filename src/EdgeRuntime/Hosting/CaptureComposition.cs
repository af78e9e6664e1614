using EdgeActors.Capture;
using EdgeActors.Configuration.Capture;
using EdgeActors.Grpc.Agent;
using EdgeActors.Grpc.Agent.Capture;
using EdgeActors.Grpc.Transport;
using EdgeActors.Models;
using EdgeActors.SharedMemory;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace EdgeActors.Hosting;

/// <summary>The parts that make data capture, and the settings that each gets.</summary>
internal static class CaptureComposition
{
    /// <summary>
    /// Registers the way from the socket to the <see cref="ICaptureBuffer"/> that the service collection holds, and the settings of all
    /// that is behind it. Without a buffer the two methods are not served.
    /// </summary>
    /// <exception cref="OptionsValidationException">With every fault of the settings.</exception>
    public static IServiceCollection AddCapture(this IServiceCollection services, CaptureSettings settings)
    {
        string[] faults = [.. settings.Requests.Faults()];
        return faults.Length > 0
            ? throw new OptionsValidationException(nameof(CaptureRequestOptions), typeof(CaptureRequestOptions), faults)
            : services
                .AddSingleton(settings)
                .AddSingleton(settings.Buffer)
                .AddSingleton(settings.Requests)
                .AddSingleton<CaptureMemory>()
                .AddSingleton(provider => new CaptureRequest(
                    provider.GetRequiredService<IModelCatalog>(),
                    provider.GetRequiredService<SharedMemoryTensors>(),
                    settings.Requests));
    }

    /// <summary>CaptureData and GetCaptureDataStatus, when there is a buffer.</summary>
    public static IEnumerable<IUnaryMethod> CaptureMethods(this IServiceProvider provider)
    {
        if (provider.GetService<ICaptureBuffer>() is not { } buffer)
        {
            return [];
        }

        CaptureRequestOptions options = provider.GetRequiredService<CaptureRequestOptions>();
        return
        [
            new CaptureDataMethod(
                buffer,
                provider.GetRequiredService<CaptureRequest>(),
                provider.GetRequiredService<CaptureMemory>(),
                new PredictNames(),
                options),
            new GetCaptureDataStatusMethod(buffer, provider.GetRequiredService<AgentOptions>(), options),
        ];
    }
}
