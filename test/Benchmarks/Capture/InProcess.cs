using System.Collections.Concurrent;
using System.Diagnostics;
using EdgeActors.Capture;
using EdgeActors.Configuration;
using EdgeActors.Configuration.Capture;
using EdgeActors.Hosting;
using EdgeActors.Logging;
using EdgeActors.Storage.Files;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace EdgeActors.Benchmarks.Capture;

/// <summary>The agent's parts in this process, with callers at the buffer itself: what is left when no client takes the processor.</summary>
internal sealed class InProcess : IAsyncDisposable
{
    private readonly IHost _host;
    private readonly ICaptureBuffer _buffer;
    private string _last = "";

    private InProcess(IHost host) => (_host, _buffer) = (host, host.Services.GetRequiredService<ICaptureBuffer>());

    public static async Task<InProcess> StartAsync(string folder)
    {
        CaptureSettings settings = new()
        {
            Buffer = new CaptureOptions
            {
                Durable = true,
                BufferSize = CaptureBenchmark.BufferSize,
                BatchSize = CaptureBenchmark.BatchSize,
                PushPeriod = CaptureBenchmark.PushPeriod,
            },
            Fleet = "bench",
            Device = "bench-2",
            DataRoot = Path.Combine(folder, "data-2"),
            DiskPath = Path.Combine(folder, "capture-2"),
        };
        RunOptions options = new() { Socket = Path.Combine(folder, "2.sock"), MemoryBudget = RunOptions.LeastMemoryBudget, Capture = settings };
        AgentLog log = new(
            options.Log, new LogLevelSwitch(options.LogLevel), TextWriter.Null, colours: false, TimeProvider.System, FileCalls.ForThisSystem());
        IHost host = AgentHost.Create(options, log);
        await host.StartAsync();
        return new InProcess(host);
    }

    /// <summary>Latency in microseconds of every accepted capture, in order.</summary>
    public async Task<double[]> RunAsync(int callers, int bytes, TimeSpan time)
    {
        ConcurrentBag<double> latencies = [];
        await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(() => CallAsync(bytes, time, latencies))));
        return [.. latencies.Order()];
    }

    /// <summary>Ends when the last capture is in the sink.</summary>
    public async Task SettledAsync()
    {
        while (await _buffer.StatusAsync(_last, CancellationToken.None) == CaptureStatus.InProgress)
        {
            await Task.Delay(20);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }

    private async Task CallAsync(int bytes, TimeSpan time, ConcurrentBag<double> latencies)
    {
        byte[] data = new byte[bytes];
        long begin = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(begin) < time)
        {
            CaptureDraftItem item = new(CaptureItemKind.InputTensor, "window", "Tensor[UINT8; 1024]", IsBase64: false, data);
            CaptureDraft draft = new(Guid.NewGuid().ToString(), "mnist", "mnist", "1", null, [item]);
            long start = Stopwatch.GetTimestamp();
            if (await _buffer.AcceptAsync(draft, CancellationToken.None) is CaptureProtocol.CaptureAccepted)
            {
                latencies.Add(Stopwatch.GetElapsedTime(start).TotalMicroseconds);
                _last = draft.CaptureId;
            }
            else
            {
                await Task.Delay(1);
            }
        }
    }
}
