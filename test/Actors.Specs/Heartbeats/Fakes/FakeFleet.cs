using System.Collections.Concurrent;
using EdgeActors.Fleet;

namespace EdgeActors.Specs.Heartbeats.Fakes;

/// <summary>A fleet with switches; it keeps what it took.</summary>
internal sealed class FakeFleet : IFleet
{
    private int _sends;
    private int _asked;

    public string Description => "the spec's fleet";

    public ConcurrentQueue<Heartbeat> Taken { get; } = [];

    /// <summary>Calls of <see cref="SendAsync"/>, failed ones included.</summary>
    public int Sends => _sends;

    /// <summary>Calls of <see cref="RegisterAsync"/>.</summary>
    public int Asked => _asked;

    /// <summary>Why a heartbeat is not taken; null for those that are.</summary>
    public Func<Heartbeat, FleetFault?> Refuses { get; set; } = static _ => null;

    public Func<FleetAnswer<Registration>> Registers { get; set; } = static () => FleetAnswer.Of(new Registration(true, TimeSpan.FromDays(1)));

    /// <summary>Sending waits for it.</summary>
    public Task Gate { get; set; } = Task.CompletedTask;

    public static FleetFault Away { get; } = new(FleetFaultKind.Unreachable, "no network");

    public void IsAway(bool away)
    {
        Refuses = away ? static _ => Away : static _ => null;
        Registers = away ? static () => new FleetAnswer<Registration>(null, Away) : static () => FleetAnswer.Of(new Registration(true, TimeSpan.FromDays(1)));
    }

    public Task<FleetAnswer<Registration>> RegisterAsync(CancellationToken cancelled)
    {
        Interlocked.Increment(ref _asked);
        return Task.FromResult(Registers());
    }

    public async Task<FleetAnswer<Delivered>> SendAsync(Heartbeat heartbeat, CancellationToken cancelled)
    {
        Interlocked.Increment(ref _sends);
        await Gate.WaitAsync(cancelled);
        if (Refuses(heartbeat) is { } fault)
        {
            return new FleetAnswer<Delivered>(null, fault);
        }

        Taken.Enqueue(heartbeat);
        return FleetAnswer.Of(Delivered.Instance);
    }

    public Task<FleetAnswer<DesiredState>> PollAsync(string? known, CancellationToken cancelled) =>
        Task.FromResult(FleetAnswer.Of(DesiredState.Unchanged));
}
