using System.Collections.Concurrent;
using System.Collections.Immutable;
using EdgeActors.Fleet;

namespace EdgeActors.Specs.Fleet.Serving;

/// <summary>A tree in memory that answers as it is told, and keeps what is written.</summary>
internal sealed class FakeTree
{
    /// <summary>What was written, with the device that it is of.</summary>
    public ConcurrentQueue<(DeviceIdentity Device, EdgeActors.Fleet.Heartbeat Heartbeat)> Written { get; } = new();

    /// <summary>How often anything was asked.</summary>
    public int Asked { get; private set; }

    public bool IsActive { get; set; } = true;

    public ImmutableArray<FleetDeployment> Deployments { get; set; } = [];

    public FleetFault? Fault { get; set; }

    /// <summary>Awaited before anything is answered.</summary>
    public Func<CancellationToken, Task> Before { get; set; } = static _ => Task.CompletedTask;

    public IFleet Of(DeviceIdentity device) => new View(this, device);

    private async Task<FleetAnswer<T>> AnswerAsync<T>(Func<T> answer, CancellationToken cancelled)
        where T : class
    {
        Asked++;
        await Before(cancelled);
        return Fault is { } fault ? new FleetAnswer<T>(null, fault) : FleetAnswer.Of(answer());
    }

    private sealed class View(FakeTree tree, DeviceIdentity device) : IFleet
    {
        public string Description => "a tree in memory";

        public Task<FleetAnswer<Registration>> RegisterAsync(CancellationToken cancelled) =>
            tree.AnswerAsync(() => new Registration(tree.IsActive, TimeSpan.FromHours(1)), cancelled);

        public Task<FleetAnswer<Delivered>> SendAsync(EdgeActors.Fleet.Heartbeat heartbeat, CancellationToken cancelled) => tree.AnswerAsync(
            () =>
            {
                tree.Written.Enqueue((device, heartbeat));
                return Delivered.Instance;
            },
            cancelled);

        public Task<FleetAnswer<DesiredState>> PollAsync(string? known, CancellationToken cancelled) =>
            tree.AnswerAsync(() => new DesiredState { Deployments = tree.Deployments, Revision = 7, Tag = "7" }, cancelled);
    }
}
