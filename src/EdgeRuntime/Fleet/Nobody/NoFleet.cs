namespace EdgeActors.Fleet.Nobody;

/// <summary>Nobody looks after the device: it is not registered, nothing is wanted of it, and what it tells is heard by nobody.</summary>
internal sealed class NoFleet : IFleet
{
    private static readonly TimeSpan ForLong = TimeSpan.FromDays(30);

    /// <inheritdoc />
    public string Description => "no fleet";

    /// <inheritdoc />
    public Task<FleetAnswer<Registration>> RegisterAsync(CancellationToken cancelled) =>
        Task.FromResult(FleetAnswer.Of(new Registration(IsActive: false, ForLong)));

    /// <inheritdoc />
    public Task<FleetAnswer<Delivered>> SendAsync(Heartbeat heartbeat, CancellationToken cancelled) =>
        Task.FromResult(FleetAnswer.Of(Delivered.Instance));

    /// <inheritdoc />
    public Task<FleetAnswer<DesiredState>> PollAsync(string? known, CancellationToken cancelled) =>
        Task.FromResult(FleetAnswer.Of(known is null ? new DesiredState() : DesiredState.Unchanged));
}
