using EdgeActors.Benchmarks.Capture;
using EdgeActors.Protocol.Client;

namespace EdgeActors.Benchmarks.Trouble;

/// <summary>A device that captures every prediction of two cameras, and predictions beside that.</summary>
internal sealed class SteadyCaptures(string socket, EdgeAgentClient client, PredictTarget target, TimeSpan slice)
{
    private const int Cameras = 2;
    private const int Bytes = 1024;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>Captures for a while.</summary>
    public Task RunAsync(TimeSpan time) => CaptureLoad.RunAsync(socket, target.Name, Cameras, Bytes, time, Pause);

    /// <summary>Ends when all that was captured before is stored.</summary>
    public async Task SettledAsync()
    {
        Protocol.Agent.CaptureDataRequest last = CaptureLoad.Request(target.Name, Bytes);
        await client.CaptureDataAsync(last);
        await CaptureState.SettledAsync(client, last.CaptureId);
    }

    /// <summary>Microseconds of every prediction beside captures, in order of size.</summary>
    public async Task<double[]> PredictAsync()
    {
        Task capturing = RunAsync(slice);
        double[] times = await target.RunAsync(client, slice);
        await capturing;
        return times;
    }
}
