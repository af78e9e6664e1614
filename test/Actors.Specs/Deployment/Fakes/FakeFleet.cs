using EdgeActors.Fleet;

namespace EdgeActors.Specs.Deployment.Fakes;

/// <summary>A fleet whose document is a list.</summary>
internal sealed class FakeFleet : IFleet
{
    private readonly Lock _gate = new();
    private FleetDeployment[] _wanted = [];
    private int _running;

    public int Polls;

    /// <summary>Polls at one time, at most.</summary>
    public int MostAtOnce { get; private set; }

    /// <summary>Why it cannot be asked; null when it can.</summary>
    public string? Away { get; set; }

    /// <summary>Of <see cref="Away"/>.</summary>
    public FleetFaultKind AwayKind { get; set; } = FleetFaultKind.Unreachable;

    public long Revision { get; set; } = 1;

    /// <summary>Answers wait for it.</summary>
    public Task Gate { get; set; } = Task.CompletedTask;

    public string Description => "a fleet of specs";

    /// <summary>Writes the document.</summary>
    public void Wants(params FleetDeployment[] deployments)
    {
        lock (_gate)
        {
            _wanted = deployments;
            Revision++;
        }
    }

    public async Task<FleetAnswer<DesiredState>> PollAsync(string? known, CancellationToken cancelled)
    {
        Interlocked.Increment(ref Polls);
        MostAtOnce = Math.Max(MostAtOnce, Interlocked.Increment(ref _running));
        await Gate.WaitAsync(cancelled);
        Interlocked.Decrement(ref _running);
        lock (_gate)
        {
            string tag = $"r{Revision}";
            return Away is { } reason ? FleetAnswer.Failed<DesiredState>(AwayKind, reason)
                : FleetAnswer.Of(known == tag ? DesiredState.Unchanged : new DesiredState { Tag = tag, Revision = Revision, Deployments = [.. _wanted] });
        }
    }

    public Task<FleetAnswer<Registration>> RegisterAsync(CancellationToken cancelled) => throw new NotSupportedException();

    public Task<FleetAnswer<Delivered>> SendAsync(Heartbeat heartbeat, CancellationToken cancelled) => throw new NotSupportedException();
}
