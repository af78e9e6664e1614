using EdgeActors.Benchmarks.Serving;
using EdgeActors.Benchmarks.Trouble;
using EdgeActors.Protocol.Client;

namespace EdgeActors.Benchmarks.Capture;

/// <summary>The kinds of load, in the order in which a round takes them: the reference in the midst, since the machine's mood changes.</summary>
internal sealed class CaptureLoads(Server agent, EdgeAgentClient client, InProcess? inner, RawInserts raw, TimeSpan slice)
{
    private const int Clients = CaptureBenchmark.Clients;
    private const int Bytes = CaptureBenchmark.Bytes;

    private readonly FrameLoad _frames = new(agent.Socket, Clients, slice);

    public IEnumerable<Load> All =>
    [
        new(CaptureBenchmark.Callers, null, CallersAsync, SettledInsideAsync),
        new(CaptureBenchmark.Empty, agent, () => Timed(_frames.Ask(Bytes)), () => Task.CompletedTask),
        new(CaptureBenchmark.Raw, null, () => Task.FromResult<(long, double[])>((raw.Run(slice, Clients), [])), () => Task.CompletedTask),
        new(CaptureBenchmark.Socket, agent, () => Timed(_frames.Capture(CaptureBenchmark.Model, Bytes)), () => CaptureState.SettledAsync(client, _frames.LastId)),
        new(CaptureBenchmark.Library, agent, LibraryAsync, SettledAsync),
    ];

    private async Task<(long Count, double[] Sorted)> CallersAsync()
    {
        double[] times = await inner!.RunAsync(Clients, Bytes, slice);
        return (times.Length, times);
    }

    private Task SettledInsideAsync() => inner!.SettledAsync();

    private async Task<(long Count, double[] Sorted)> LibraryAsync()
    {
        (double[] times, _) = await CaptureLoad.RunAsync(agent.Socket, CaptureBenchmark.Model, Clients, Bytes, slice, TimeSpan.Zero);
        return (times.Length, times);
    }

    private async Task SettledAsync()
    {
        Protocol.Agent.CaptureDataRequest last = CaptureLoad.Request(CaptureBenchmark.Model, Bytes);
        await client.CaptureDataAsync(last);
        await CaptureState.SettledAsync(client, last.CaptureId);
    }

    private static Task<(long Count, double[] Sorted)> Timed(double[] times) => Task.FromResult((times.LongLength, times));
}
