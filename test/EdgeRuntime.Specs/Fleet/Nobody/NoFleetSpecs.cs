using EdgeActors.Fleet;
using EdgeActors.Fleet.Nobody;

namespace EdgeActors.Specs.Fleet.Nobody;

public sealed class NoFleetSpecs
{
    private readonly NoFleet _fleet = new();

    [Fact]
    public async Task Nobody_knows_the_device_wants_anything_or_minds()
    {
        FleetAnswer<Registration> registration = await _fleet.RegisterAsync(default);
        FleetAnswer<DesiredState> first = await _fleet.PollAsync(null, default);
        FleetAnswer<DesiredState> next = await _fleet.PollAsync("tag", default);
        FleetAnswer<Delivered> sent = await _fleet.SendAsync(new Heartbeat { Time = DateTimeOffset.UnixEpoch, AgentVersion = "1.0" }, default);

        Assert.False(registration.Value!.IsActive);
        Assert.Equal(TimeSpan.FromDays(30), registration.Value.TimeToLive);
        Assert.Empty(first.Value!.Deployments);
        Assert.True(next.Value!.IsUnchanged);
        Assert.NotNull(sent.Value);
        Assert.Equal("no fleet", _fleet.Description);
    }
}
