using EdgeActors.Capture;
using EdgeActors.Capture.Layout;
using EdgeActors.Configuration.Capture;
using EdgeActors.Grpc.Agent;
using EdgeActors.Grpc.Agent.Capture;
using EdgeActors.Grpc.Transport;
using EdgeActors.Models;
using EdgeActors.SharedMemory;
using EdgeActors.Upload;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace EdgeActors.Hosting.Capture;

/// <summary>The parts that make data capture, and the settings that each gets.</summary>
internal static class CaptureComposition
{
    /// <summary>
    /// Registers the way from the socket to the <see cref="ICaptureBuffer"/>, the buffer, and the adapters behind it that the settings ask for.
    /// </summary>
    /// <exception cref="OptionsValidationException">With every fault of the settings.</exception>
    public static IServiceCollection AddCapture(this IServiceCollection services, CaptureSettings settings)
    {
        Checked.All(nameof(CaptureRequestOptions), settings.Requests.Faults());
        return services
            .AddSingleton(settings)
            .AddSingleton(settings.Buffer)
            .AddSingleton(settings.Requests)
            .AddSingleton<CaptureMemory>()
            .AddSingleton(provider => new CaptureRequest(
                provider.GetRequiredService<IModelCatalog>(),
                provider.GetRequiredService<SharedMemoryTensors>(),
                settings.Requests))
            .AddCaptureStores(settings)
            .AddEdgeCapture(settings.Buffer, Upload(settings), Layout(settings), JournalFaults.Of);
    }

    /// <summary>CaptureData and GetCaptureDataStatus.</summary>
    public static IEnumerable<IUnaryMethod> CaptureMethods(this IServiceProvider provider)
    {
        ICaptureBuffer buffer = provider.GetRequiredService<ICaptureBuffer>();
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

    /// <summary>The uploader's limits. It is a bucket's sink that ends what stands still or creeps; the uploader's limit lies behind that.</summary>
    public static UploadOptions Upload(CaptureSettings settings)
    {
        UploadOptions options = new() { Seed = DeviceSeed.Of(settings.Device) };
        return settings.Buffer.ToCloud && settings.Bucket is { } bucket ? options with { SlowestRate = BucketOptions.Of(bucket).SlowestRate / 2 } : options;
    }

    private static LayoutOptions Layout(CaptureSettings settings) => new()
    {
        FleetName = settings.Fleet,
        DeviceName = settings.Device,
        FolderPrefix = settings.FolderPrefix,
        EmbedLimit = settings.Buffer.EmbedLimit,
    };
}
