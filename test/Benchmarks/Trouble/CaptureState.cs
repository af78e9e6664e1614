using EdgeActors.Protocol.Agent;
using EdgeActors.Protocol.Client;

namespace EdgeActors.Benchmarks.Trouble;

/// <summary>Where captures are.</summary>
internal static class CaptureState
{
    /// <summary>Ends when a capture is not on its way any more; those before it are not either, since batches go in order.</summary>
    public static async Task SettledAsync(EdgeAgentClient client, string id)
    {
        while ((await client.GetCaptureDataStatusAsync(new GetCaptureDataStatusRequest { CaptureId = id })).Status == CaptureDataStatus.InProgress)
        {
            await Task.Delay(20);
        }
    }
}
