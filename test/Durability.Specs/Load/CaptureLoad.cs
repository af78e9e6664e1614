using System.Collections.Concurrent;
using EdgeActors.Protocol.Client;
using EdgeActors.Protocol.Grpc;

namespace EdgeActors.Specs.Load;

/// <summary>Clients that capture as fast as the agent lets them and remember what it promised to keep.</summary>
internal sealed class CaptureLoad(string model, Func<string, int> size)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pushback = TimeSpan.FromMilliseconds(20);

    private readonly ConcurrentDictionary<string, int> _acknowledged = new();
    private int _next;

    /// <summary>Ids that were answered OK, with the size of their tensor.</summary>
    public IReadOnlyDictionary<string, int> Acknowledged => _acknowledged;

    /// <summary>Answers other than OK by their status, for the report.</summary>
    public ConcurrentDictionary<GrpcStatusCode, int> Refusals { get; } = new();

    /// <summary>What was said of the last of them.</summary>
    public string LastRefusal { get; private set; } = "";

    /// <summary>Captures until <paramref name="stop"/> fires, <paramref name="count"/> are stored or the agent is gone.</summary>
    public Task RunAsync(EdgeAgentClient agent, string prefix, int clients, int count, CancellationToken stop) =>
        Task.WhenAll(Enumerable.Range(0, clients).Select(_ => Task.Run(() => ClientAsync(agent, prefix, count, stop), CancellationToken.None)));

    /// <summary>Counts from the beginning again; ids need another prefix then.</summary>
    public void Restart() => Interlocked.Exchange(ref _next, 0);

    /// <summary>Ends when so many captures have been acknowledged.</summary>
    public Task ReachedAsync(int count) => UntilAsync(() => _acknowledged.Count >= count);

    /// <summary>Ends when so many captures have been answered with a status.</summary>
    public Task RefusedAsync(GrpcStatusCode code, int count) => UntilAsync(() => Refusals.GetValueOrDefault(code) >= count);

    private static async Task UntilAsync(Func<bool> reached)
    {
        using CancellationTokenSource late = new(Patience);
        using PeriodicTimer tick = new(Pushback);
        while (!reached())
        {
            await tick.WaitForNextTickAsync(late.Token);
        }
    }

    private async Task ClientAsync(EdgeAgentClient agent, string prefix, int count, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            int number = TakeNumber(count);
            if (number == 0 || !await CaptureAsync(agent, $"{prefix}-{number}", stop))
            {
                return;
            }
        }
    }

    // Zero when all are taken. A number that is not used stays free for the next run.
    private int TakeNumber(int count)
    {
        for (int last = Volatile.Read(ref _next); last < count; last = Volatile.Read(ref _next))
        {
            if (Interlocked.CompareExchange(ref _next, last + 1, last) == last)
            {
                return last + 1;
            }
        }

        return 0;
    }

    // False when the agent is gone. A capture that is told to come back later keeps its id.
    private async Task<bool> CaptureAsync(EdgeAgentClient agent, string id, CancellationToken stop)
    {
        int bytes = size(id);
        while (true)
        {
            try
            {
                await agent.CaptureDataAsync(CaptureContent.Request(model, id, bytes), Patience, CancellationToken.None);
                _acknowledged[id] = bytes;
                return true;
            }
            catch (GrpcException refused)
            {
                LastRefusal = refused.Message;
                Refusals.AddOrUpdate(refused.Code, 1, (_, n) => n + 1);
                if (refused.Code == GrpcStatusCode.Unavailable || stop.IsCancellationRequested)
                {
                    return false;
                }

                await Task.Delay(Pushback, TimeProvider.System, CancellationToken.None);
            }
        }
    }
}
