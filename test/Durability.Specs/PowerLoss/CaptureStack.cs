using Akka.Hosting;
using EdgeActors.Capture;
using EdgeActors.Configuration.Capture;
using EdgeActors.Engines.Onnx;
using EdgeActors.Hosting;
using EdgeActors.Hosting.Capture;
using EdgeActors.Models;
using EdgeActors.Models.Engine;
using EdgeActors.SharedMemory;
using EdgeActors.Storage.DiskSink;
using EdgeActors.Upload;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace EdgeActors.Specs.PowerLoss;

/// <summary>Everything behind the socket that a capture passes on its way to a folder, put together as the agent does, on a folder of its own.</summary>
internal sealed class CaptureStack : IAsyncDisposable
{
    private readonly IHost _host;

    private CaptureStack(IHost host) => (_host, Buffer) = (host, host.Services.GetRequiredService<ICaptureBuffer>());

    public ICaptureBuffer Buffer { get; }

    /// <summary>Starts it; <paramref name="root"/> holds data and captures.</summary>
    public static async Task<CaptureStack> StartAsync(string root, int batchSize, GatedSink gate)
    {
        CaptureSettings settings = new()
        {
            Fleet = "factory",
            Device = "press-1",
            DataRoot = DataRoot(root),
            DiskPath = CaptureRoot(root),
            Buffer = new CaptureOptions
            {
                Durable = true,
                BufferSize = 32,
                BatchSize = batchSize,
                PushPeriod = TimeSpan.FromSeconds(1),
                SnapshotBytes = 64 << 10,
                RetryPeriod = TimeSpan.FromSeconds(0.1),
            },
        };
        Directory.CreateDirectory(root, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services
            .AddLogging()
            .AddSingleton(TimeProvider.System)
            .AddSingleton(new OnnxOptions())
            .AddSingleton<IInferenceEngine, OnnxEngine>()
            .AddEdgeActors(new ModelsOptions { MaxConcurrencyPerModel = 1, MemoryBudgetBytes = 64 << 20, WorkingDirectory = root })
            .AddAkka("edgeactors", akka => akka
                .ConfigureLoggers(loggers => loggers.ClearLoggers().AddLoggerFactory())
                .AddHocon(CaptureJournal.Settings(settings), HoconAddMode.Prepend)
                .WithEdgeActors())
            .AddSingleton<ISystemV, LinuxSystemV>()
            .AddSingleton(new SharedMemoryOptions())
            .AddSingleton<AttachedSegments>()
            .AddSingleton<SharedMemoryTensors>()
            .AddCapture(settings)
            .AddSingleton<ICaptureSink>(provider => gate.Before(provider.GetRequiredService<DiskCaptureSink>()));
        IHost host = builder.Build();
        await host.StartAsync();
        return new CaptureStack(host);
    }

    public static string DataRoot(string root) => Path.Combine(root, "data");

    public static string CaptureRoot(string root) => Path.Combine(root, "capture");

    /// <summary>Waits until the sink has these captures.</summary>
    public async Task StoredAsync(IEnumerable<string> captures, CancellationToken late)
    {
        using PeriodicTimer tick = new(TimeSpan.FromMilliseconds(5));
        foreach (string id in captures)
        {
            while (await Buffer.StatusAsync(id, late) == CaptureStatus.InProgress)
            {
                await tick.WaitForNextTickAsync(late);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }
}
