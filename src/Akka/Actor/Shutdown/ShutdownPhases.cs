using Akka.Configuration;

namespace Akka.Actor;

/// <summary>The phases of a shutdown in their order, with their timeouts from <c>akka.coordinated-shutdown.phases</c>.</summary>
internal sealed class ShutdownPhases(Config config)
{
    private const string Section = "akka.coordinated-shutdown";

    public IReadOnlyList<string> Order { get; } =
    [
        CoordinatedShutdown.PhaseBeforeServiceUnbind,
        CoordinatedShutdown.PhaseServiceUnbind,
        CoordinatedShutdown.PhaseServiceRequestsDone,
        CoordinatedShutdown.PhaseServiceStop,
        CoordinatedShutdown.PhaseBeforeClusterShutdown,
        CoordinatedShutdown.PhaseClusterShardingShutdownRegion,
        CoordinatedShutdown.PhaseClusterLeave,
        CoordinatedShutdown.PhaseClusterExiting,
        CoordinatedShutdown.PhaseClusterExitingDone,
        CoordinatedShutdown.PhaseClusterShutdown,
        CoordinatedShutdown.PhaseBeforeActorSystemTerminate,
        CoordinatedShutdown.PhaseActorSystemTerminate,
    ];

    public IEnumerable<string> From(string phase)
    {
        if (phase is null)
        {
            return Order;
        }

        Check(phase);
        return Order.SkipWhile(known => known != phase);
    }

    public TimeSpan Timeout(string phase)
    {
        Check(phase);
        var common = config.GetTimeSpan($"{Section}.default-phase-timeout", TimeSpan.FromSeconds(5));
        return config.GetTimeSpan($"{Section}.phases.{phase}.timeout", common);
    }

    public bool Recovers(string phase) => config.GetBoolean($"{Section}.phases.{phase}.recover", true);

    public void Check(string phase)
    {
        if (!Order.Contains(phase))
        {
            throw new ArgumentException($"Unknown phase [{phase}]. The known phases are: {string.Join(", ", Order)}.", nameof(phase));
        }
    }
}
