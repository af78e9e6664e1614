using System.Collections.Concurrent;
using EdgeActors.Fleet;
using EdgeActors.Heartbeats;

namespace EdgeActors.Specs.Deployment.Fakes;

/// <summary>Takes results, unless it is switched off.</summary>
internal sealed class FakeReports : IDeploymentReports
{
    private readonly ConcurrentQueue<DeploymentResult> _all = new();

    public int Offers;

    public bool IsFull { get; set; }

    /// <summary>An answer waits for it.</summary>
    public Task Gate { get; set; } = Task.CompletedTask;

    public IReadOnlyCollection<DeploymentResult> All => _all;

    public DeploymentResult Last => _all.Last();

    /// <summary>What heartbeats would say is refused.</summary>
    public string Refused { get; private set; } = "";

    public void Refuse(string reason) => Refused = reason;

    public async Task<bool> KeepAsync(DeploymentResult result, CancellationToken cancelled)
    {
        Interlocked.Increment(ref Offers);
        bool isKept = !IsFull;
        if (isKept)
        {
            _all.Enqueue(result);
        }

        await Gate.WaitAsync(cancelled);
        return isKept;
    }
}
