using Akka.Hosting;
using EdgeActors.Capture;
using EdgeActors.Capture.Journal;
using EdgeActors.Capture.Layout;
using EdgeActors.Hosting;
using EdgeActors.Models;
using EdgeActors.Models.Engine;
using EdgeActors.Specs.Capture.Buffering;
using EdgeActors.Specs.Capture.Fakes;
using EdgeActors.Specs.Models;
using EdgeActors.Specs.Models.Fakes;
using EdgeActors.Upload;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace EdgeActors.Specs.Hosting;

public sealed class CaptureHostingSpecs
{
    private static readonly ModelsOptions Models = new() { WorkingDirectory = "/models", MemoryBudgetBytes = 1 << 20, MaxConcurrencyPerModel = 1 };
    private static readonly LayoutOptions Layout = new() { FleetName = "fleet", DeviceName = "device" };

    [Fact]
    public async Task A_host_accepts_captures_and_flushes_them_when_it_stops()
    {
        FakeSink sink = new();
        using IHost host = Host(sink, new CaptureOptions());
        await host.StartAsync();
        ICaptureBuffer buffer = host.Services.GetRequiredService<ICaptureBuffer>();

        Assert.IsType<CaptureProtocol.CaptureAccepted>(await buffer.AcceptAsync(BufferSystem.Draft("a"), default));
        Assert.Equal(CaptureStatus.InProgress, await buffer.StatusAsync("a", default));
        Assert.NotNull(host.Services.GetRequiredService<CaptureGauge>().LatestSample("m", "1.0"));
        await host.StopAsync();

        Assert.Equal(["a"], sink.Ids);
    }

    [Fact]
    public async Task A_full_buffer_says_so_to_whoever_looks()
    {
        FakeSink sink = new() { Answer = static _ => FakeSink.Unavailable };
        using IHost host = Host(sink, new CaptureOptions { BufferSize = 1, BatchSize = 1 });
        await host.StartAsync();
        ICaptureBuffer buffer = host.Services.GetRequiredService<ICaptureBuffer>();
        Assert.Null(buffer.Full);

        Assert.IsType<CaptureProtocol.CaptureAccepted>(await buffer.AcceptAsync(BufferSystem.Draft("a"), default));

        await ModelsSystem.Eventually(() => buffer.Full is { Reason: CaptureRefusal.Full });
        sink.Answer = static _ => SinkResult.Stored;
        await host.StopAsync();
    }

    [Fact]
    public async Task A_buffer_that_is_down_says_why_to_whoever_asks_for_a_status()
    {
        using IHost host = Host(new FakeSink(), new CaptureOptions(), new FakeSpool { InventoryFault = SpoolFault.Io });
        await host.StartAsync();
        ICaptureBuffer buffer = host.Services.GetRequiredService<ICaptureBuffer>();

        CaptureProtocol.CaptureRefused refused =
            (await Assert.ThrowsAsync<CaptureUnavailableException>(async () => await buffer.StatusAsync("a", default))).Refused;
        await host.StopAsync();

        Assert.Equal((CaptureRefusal.Unavailable, TimeSpan.FromSeconds(1)), (refused.Reason, refused.RetryAfter));
        Assert.Contains(": its spool cannot be read: ", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Bad_options_are_told_all_at_once()
    {
        OptionsValidationException fault = Assert.Throws<OptionsValidationException>(() => new ServiceCollection().AddEdgeCapture(
            new CaptureOptions { BufferSize = 0, BatchSize = 1 }, new UploadOptions { PutConcurrency = 0 }, Layout with { FleetName = "" }));

        Assert.Equal(3, fault.Failures.Count());
    }

    private static IHost Host(FakeSink sink, CaptureOptions options, FakeSpool? spool = null) => new HostBuilder()
        .ConfigureLogging(static logging => logging.ClearProviders())
        .ConfigureServices(services => services
            .AddSingleton<IInferenceEngine>(new FakeEngine())
            .AddSingleton<ICaptureSink>(sink)
            .AddSingleton<ISpool>(spool ?? new FakeSpool { CanSeal = false })
            .AddEdgeActors(Models)
            .AddEdgeCapture(options, new UploadOptions(), Layout)
            .AddAkka("edge", static akka => akka
                .AddHocon(CaptureJournalSerializer.Hocon, HoconAddMode.Prepend)
                .AddHocon("akka.persistence.snapshot-store.plugin = akka.persistence.snapshot-store.inmem", HoconAddMode.Prepend)
                .WithEdgeActors()))
        .Build();
}
