using EdgeActors.Deployment.Running;
using EdgeActors.Fleet;
using EdgeActors.Heartbeats;

namespace EdgeActors.Deployment.Polling;

/// <summary>What the deployments' actor works with; it outlives each of the actor's lives.</summary>
/// <param name="options">Limits and times at the start.</param>
/// <param name="fleet">Who says what the device should have.</param>
/// <param name="ports">Packages and models.</param>
/// <param name="reports">Who tells the fleet how it ended.</param>
public sealed class DeploymentSetting(DeploymentOptions options, IFleet fleet, RunPorts ports, IDeploymentReports reports)
{
    private long _generation = -1;

    /// <summary>What holds now.</summary>
    public DeploymentOptions Options { get; private set; } = options;

    /// <summary>Who says what the device should have.</summary>
    public IFleet Fleet => fleet;

    /// <summary>Packages and models.</summary>
    public RunPorts Ports => ports;

    /// <summary>Who tells the fleet how it ended.</summary>
    public IDeploymentReports Reports => reports;

    /// <summary>Takes another pace over, on the actor's turn; false when it is older than what holds, or the same.</summary>
    internal bool Tune(DeploymentProtocol.Tune change)
    {
        if (change.Generation <= _generation)
        {
            return false;
        }

        _generation = change.Generation;
        bool isAnother = Options.PollInterval != change.PollInterval;
        Options = Options with { PollInterval = change.PollInterval };
        return isAnother;
    }
}
