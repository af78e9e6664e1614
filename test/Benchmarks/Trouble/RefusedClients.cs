using EdgeActors.Benchmarks.Capture;
using EdgeActors.Protocol.Client;
using EdgeActors.Protocol.Grpc;

namespace EdgeActors.Benchmarks.Trouble;

/// <summary>Clients that capture as fast as they may and, when they are refused, come back with the same capture.</summary>
/// <param name="socket">The agent's.</param>
/// <param name="model">Alias of the model.</param>
/// <param name="bytes">Of each capture.</param>
/// <param name="stubborn">
/// How soon they come back whatever the agent says; null to obey its <c>grpc-retry-pushback-ms</c>, as gRPC's retries do.
/// </param>
internal sealed class RefusedClients(string socket, string model, int bytes, TimeSpan? stubborn)
{
    private const int Clients = 16;
    private static readonly TimeSpan Unhinted = TimeSpan.FromSeconds(1);

    private long _refused;

    /// <summary>Refusals so far.</summary>
    public long Refused => Interlocked.Read(ref _refused);

    /// <summary>Id of a capture that was accepted late; null for none.</summary>
    public string? LastAccepted { get; private set; }

    public Task RunAsync(CancellationToken stop) =>
        Task.WhenAll(Enumerable.Range(0, Clients).Select(_ => Task.Run(() => ClientAsync(stop), CancellationToken.None)));

    /// <summary>Ends when so many captures have been refused since.</summary>
    public async Task RefusedAsync(int count)
    {
        long since = Refused;
        while (Refused < since + count)
        {
            await Task.Delay(10);
        }
    }

    private async Task ClientAsync(CancellationToken stop)
    {
        using EdgeAgentClient agent = new(socket);
        while (!stop.IsCancellationRequested)
        {
            await CaptureAsync(agent, stop);
        }
    }

    private async Task CaptureAsync(EdgeAgentClient agent, CancellationToken stop)
    {
        Protocol.Agent.CaptureDataRequest request = CaptureLoad.Request(model, bytes);
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await agent.CaptureDataAsync(request, cancel: CancellationToken.None);
                LastAccepted = request.CaptureId;
                return;
            }
            catch (GrpcException refused) when (refused.Code == GrpcStatusCode.ResourceExhausted)
            {
                Interlocked.Increment(ref _refused);
                await Task.Delay(stubborn ?? refused.RetryAfter ?? Unhinted, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }
}
