using System.Collections.Concurrent;
using EdgeActors.Fleet.Documents;
using Microsoft.Extensions.Logging;

namespace EdgeActors.Fleet.Tree;

/// <summary>
/// Holds a deployment back once too many devices have failed it: each looks by itself before it begins, so that a bad roll-out stops though no operator is
/// there.
/// </summary>
internal sealed class FailureCount(IDocumentStore store, FleetTree tree, ILogger log)
{
    // Deployments that ended on this device: for it there is nothing to hold back any more.
    private readonly ConcurrentDictionary<string, bool> _ended = new(StringComparer.Ordinal);
    private volatile HashSet<string> _held = [];

    /// <summary>This device is done with the contents of that digest.</summary>
    public void Ended(string digest) => _ended[digest] = true;

    /// <summary>The deployments with the orders that hold now.</summary>
    public async Task<FleetDeployment[]> ApplyAsync(DeviceView view, CancellationToken cancelled)
    {
        HashSet<string> held = new(StringComparer.Ordinal);
        List<FleetDeployment> deployments = [];
        foreach ((FleetDeployment deployment, int? most) in view.Orders)
        {
            bool holds = most is { } failures && !_ended.ContainsKey(deployment.Digest) && await IsReachedAsync(deployment, failures, cancelled);
            _ = holds && held.Add(deployment.Digest);
            deployments.Add(holds ? deployment with { Order = DeploymentOrder.Hold } : deployment);
        }

        foreach (string old in _ended.Keys.Except(view.Orders.Select(one => one.Deployment.Digest)))
        {
            _ended.TryRemove(old, out _);
        }

        _held = held;
        return [.. deployments];
    }

    private async Task<bool> IsReachedAsync(FleetDeployment deployment, int most, CancellationToken cancelled)
    {
        try
        {
            int failed = 0;
            await foreach (string _ in store.ListAsync(tree.Results(deployment.Name, deployment.Digest, succeeded: false), most, cancelled))
            {
                failed++;
            }

            if (failed >= most && !_held.Contains(deployment.Digest))
            {
                log.ThresholdReached(deployment.Name, failed);
            }

            return failed >= most;
        }
        catch (DocumentStoreException fault)
        {
            if (!_held.Contains(deployment.Digest))
            {
                log.FailuresUnknown(deployment.Name, fault.Message);
            }

            return true;
        }
    }
}
