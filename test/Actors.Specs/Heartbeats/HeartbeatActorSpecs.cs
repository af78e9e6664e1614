using EdgeActors.Fleet;
using EdgeActors.Heartbeats;
using EdgeActors.Heartbeats.Figures;
using EdgeActors.Specs.Heartbeats.Fakes;

namespace EdgeActors.Specs.Heartbeats;

public sealed class HeartbeatActorSpecs
{
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task A_heartbeat_goes_every_period_and_the_first_one_tells_of_the_start()
    {
        await using HeartbeatSystem system = new();
        system.Device.Models = [FakeDevice.Reading(7, "m", runs: 4, errors: 1, totalMilliseconds: 10, longest: 6)];
        for (int i = 1; i <= 3; i++)
        {
            await system.Beat(i == 1 ? Moment : Period);
            await HeartbeatSystem.Soon(() => system.Fleet.Taken.Count == i);
        }

        Heartbeat[] taken = [.. system.Fleet.Taken];
        Assert.Equal([1, null, null], taken.Select(static one => Value(one.AgentMetrics, MetricName.Startup)));
        Assert.All(taken, static one => Assert.Equal(("1.4.0_beta", 12.5), (one.AgentVersion, Value(one.AgentMetrics, MetricName.Cpu))));
        Assert.All(taken, static one => Assert.Equal("dev-1", one.AgentMetrics[0].Dimension));
        Assert.Equal([4, 0, 0], taken.Select(static one => Value(Assert.Single(one.Models).Metrics, MetricName.Inferences)));
        Assert.Equal([Period, Period], taken.Zip(taken.Skip(1), static (one, next) => next.Time - one.Time));
        Assert.Equal(0, system.Journal.Groups - 1);
    }

    [Fact]
    public async Task Nothing_is_written_while_the_fleet_takes_everything()
    {
        await using HeartbeatSystem system = new();
        await system.Beat(Moment);
        await HeartbeatSystem.Soon(() => system.Setting.Registration.IsActive == true);
        await system.Settled();
        int written = system.Journal.Groups;

        for (int i = 2; i <= 100; i++)
        {
            await system.Beat(Period);
            await HeartbeatSystem.Soon(() => system.Fleet.Taken.Count == i);
        }

        Assert.Equal(written, system.Journal.Groups);
    }

    [Fact]
    public async Task What_was_kept_goes_in_order_one_after_the_other_when_the_fleet_is_back()
    {
        await using HeartbeatSystem system = new();
        system.Fleet.IsAway(true);
        for (int i = 0; i < 10; i++)
        {
            await system.Beat(i == 0 ? Moment : Period);
        }

        DateTimeOffset back = system.Now;
        system.Fleet.IsAway(false);
        await system.AdvanceUntil(() => system.Fleet.Taken.Count >= 10, TimeSpan.FromSeconds(0.5));

        DateTimeOffset[] times = [.. system.Fleet.Taken.Select(static one => one.Time)];
        Assert.Equal(times.Order(), times);
        Assert.Equal(times.Distinct(), times);
        Assert.InRange(system.Now - back, 9 * TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(20));
        Assert.Single(system.Told, static line => line.StartsWith("Heartbeats do not reach", StringComparison.Ordinal));
        Assert.Single(system.Told, static line => line.StartsWith("Heartbeats reach the spec's fleet again", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_fleet_that_never_answers_is_given_up_on_and_asked_again()
    {
        await using HeartbeatSystem system = new();
        TaskCompletionSource never = new();
        system.Fleet.Gate = never.Task;
        await system.Beat(Moment);
        await HeartbeatSystem.Soon(() => system.Fleet.Sends == 1);
        await system.Settled();

        system.Advance(TimeSpan.FromMinutes(2));
        await HeartbeatSystem.Soon(() => system.Told.Any(static line => line.Contains("no answer within 120 s", StringComparison.Ordinal)));
        system.Fleet.Gate = Task.CompletedTask;
        await system.AdvanceUntil(() => system.Fleet.Taken.Count >= 2, TimeSpan.FromSeconds(5));

        DateTimeOffset[] times = [.. system.Fleet.Taken.Select(static one => one.Time)];
        Assert.Equal(times.Order(), times);
    }

    [Fact]
    public async Task A_disk_that_hangs_keeps_its_figures_and_not_the_sign_of_life()
    {
        await using HeartbeatSystem system = new();
        TaskCompletionSource hang = new();
        system.Device.Gate = hang.Task;
        await system.Settled();
        system.Advance(Moment);
        await HeartbeatSystem.Soon(() => system.Device.Reads == 1);

        for (int i = 1; i <= 3; i++)
        {
            await system.Beat(Period);
            await HeartbeatSystem.Soon(() => system.Fleet.Taken.Count == i);
        }

        Assert.Equal(1, system.Device.Reads);
        Assert.All(system.Fleet.Taken, static one => Assert.Null(Value(one.AgentMetrics, MetricName.Cpu)));
        await system.Settled();
        hang.SetResult();
        await HeartbeatSystem.Soon(() => system.Fleet.Taken.Count == 4);
    }

    [Fact]
    public async Task A_heartbeat_that_the_fleet_cannot_use_is_given_up_and_the_next_ones_go()
    {
        await using HeartbeatSystem system = new(static options => options with { MaxRefusals = 3 });
        DateTimeOffset? poison = null;
        system.Fleet.Refuses = one => one.Time == (poison ??= one.Time) ? new FleetFault(FleetFaultKind.Unusable, "malformed") : null;

        await system.AdvanceUntil(() => system.Fleet.Taken.Count >= 3, TimeSpan.FromSeconds(5));

        Assert.DoesNotContain(system.Fleet.Taken, one => one.Time == poison);
        Assert.Single(system.Told, static line => line.Contains("is given up: the fleet cannot use it: malformed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_other_period_holds_at_once_and_an_older_wish_for_one_does_not()
    {
        await using HeartbeatSystem system = new();
        await system.Beat(Moment);

        await system.Ask<HeartbeatProtocol.Tuned>(new HeartbeatProtocol.Tune(TimeSpan.FromSeconds(5), 2));
        await system.Ask<HeartbeatProtocol.Tuned>(new HeartbeatProtocol.Tune(TimeSpan.FromHours(1), 1));

        for (int i = 0; i < 3; i++)
        {
            await system.Beat(TimeSpan.FromSeconds(5));
        }
    }

    [Theory]
    [InlineData(-400)]
    [InlineData(0.25)]
    [InlineData(400)]
    public async Task A_clock_that_jumps_brings_no_extra_heartbeat_and_keeps_none_back(double days)
    {
        await using HeartbeatSystem system = new();
        await system.Beat(Moment);
        await system.Settled();
        system.Jump(TimeSpan.FromDays(days));

        system.Advance(Period - Moment);
        await system.Settled();
        Assert.Equal(1, system.Device.Made);
        system.Advance(Moment);
        await HeartbeatSystem.Soon(() => system.Device.Made == 2);
        await HeartbeatSystem.Soon(() => system.Fleet.Taken.Count == 2);

        Assert.Equal(system.Now, system.Fleet.Taken.Last().Time);
    }

    [Fact]
    public async Task Hours_of_sleep_bring_one_heartbeat_and_not_those_that_were_missed()
    {
        await using HeartbeatSystem system = new();
        await system.Beat(Moment);
        await system.Settled();

        system.Advance(TimeSpan.FromHours(6));
        await HeartbeatSystem.Soon(() => system.Device.Made == 2);
        await system.Settled();
        await HeartbeatSystem.Soon(() => system.Fleet.Taken.Count == 2);
        await system.Settled();

        Assert.Equal(2, system.Device.Made);
    }

    internal static double? Value(IEnumerable<Metric> metrics, string name) => metrics.FirstOrDefault(metric => metric.Name == name)?.Value;
}
