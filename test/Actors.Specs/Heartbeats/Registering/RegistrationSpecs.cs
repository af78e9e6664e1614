using EdgeActors.Fleet;

namespace EdgeActors.Specs.Heartbeats.Registering;

public sealed class RegistrationSpecs
{
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task An_answer_holds_for_its_time_and_is_then_asked_for_again()
    {
        await using HeartbeatSystem system = new();
        system.Fleet.Registers = static () => FleetAnswer.Of(new Registration(true, TimeSpan.FromHours(1)));
        await Answered(system, true);

        system.Advance(TimeSpan.FromMinutes(59));
        await system.Settled();
        Assert.Equal(1, system.Fleet.Asked);
        system.Advance(TimeSpan.FromMinutes(2));
        await HeartbeatSystem.Soon(() => system.Fleet.Asked == 2);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(-5, 1)]
    [InlineData(4000, 30)]
    public async Task Odd_times_to_live_are_bounded(double days, double expected)
    {
        await using HeartbeatSystem system = new();
        system.Fleet.Registers = () => FleetAnswer.Of(new Registration(true, TimeSpan.FromDays(days)));
        await Answered(system, true);
        TimeSpan ttl = days > 0 ? TimeSpan.FromDays(expected) : TimeSpan.FromSeconds(expected);

        system.Advance(ttl * 0.9);
        await system.Settled();
        Assert.Equal(1, system.Fleet.Asked);
        system.Advance(ttl * 0.2);
        await HeartbeatSystem.Soon(() => system.Fleet.Asked == 2);
    }

    [Fact]
    public async Task Heartbeats_of_a_device_that_is_not_known_wait_until_it_is()
    {
        await using HeartbeatSystem system = new();
        system.Fleet.Registers = static () => FleetAnswer.Of(new Registration(false, TimeSpan.FromMinutes(10)));
        await Answered(system, false);
        int before = system.Fleet.Sends;
        for (int i = 0; i < 5; i++)
        {
            await system.Beat(Period);
        }

        await system.Settled();
        Assert.Equal(before, system.Fleet.Sends);
        system.Fleet.Registers = static () => FleetAnswer.Of(new Registration(true, TimeSpan.FromDays(1)));
        await system.AdvanceUntil(() => system.Fleet.Taken.Count >= 5, Moment);

        Assert.Single(system.Told, static line => line.StartsWith("the spec's fleet does not know the device dev_1", StringComparison.Ordinal));
        Assert.Single(system.Told, static line => line.StartsWith("This device is registered", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(FleetFaultKind.Unreachable)]
    [InlineData(FleetFaultKind.Denied)]
    [InlineData(FleetFaultKind.Unusable)]
    public async Task A_fleet_that_does_not_say_changes_nothing(FleetFaultKind kind)
    {
        await using HeartbeatSystem system = new();
        system.Fleet.Registers = static () => FleetAnswer.Of(new Registration(true, TimeSpan.FromMinutes(1)));
        await Answered(system, true);
        system.Fleet.Registers = () => FleetAnswer.Failed<Registration>(kind, "trouble");

        await system.AdvanceUntil(() => system.Fleet.Asked >= 5, TimeSpan.FromSeconds(10));
        await system.AdvanceUntil(() => system.Fleet.Taken.Count >= 3, TimeSpan.FromSeconds(10));

        Assert.True(system.Setting.Registration.IsActive);
        Assert.Single(system.Told, static line => line.Contains("does not say whether this device is registered", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_answer_outlives_a_restart_and_is_not_asked_for_before_it_expires(bool active)
    {
        await using HeartbeatSystem system = new();
        system.Fleet.Registers = () => FleetAnswer.Of(new Registration(active, TimeSpan.FromHours(10)));
        await Answered(system, active);
        await HeartbeatSystem.Soon(() => system.Journal.Groups == 1);
        await system.Settled();

        await system.Restart();
        Assert.Equal(active, system.Setting.Registration.IsActive);
        system.Advance(TimeSpan.FromHours(9));
        await system.Settled();
        Assert.Equal(1, system.Fleet.Asked);
        system.Advance(TimeSpan.FromHours(1));
        await HeartbeatSystem.Soon(() => system.Fleet.Asked == 2);
    }

    [Fact]
    public async Task An_answer_from_the_future_of_a_wrong_clock_is_asked_for_again()
    {
        await using HeartbeatSystem system = new();
        await Answered(system, true);
        await HeartbeatSystem.Soon(() => system.Journal.Groups == 1);
        await system.Settled();
        system.Jump(TimeSpan.FromDays(-400));

        await system.Restart();
        Assert.True(system.Setting.Registration.IsActive);
        system.Advance(Moment);

        await HeartbeatSystem.Soon(() => system.Fleet.Asked == 2);
    }

    private static async Task Answered(HeartbeatSystem system, bool active)
    {
        await system.Settled();
        system.Advance(Moment);
        await HeartbeatSystem.Soon(() => system.Setting.Registration.IsActive == active);
        await system.Settled();
    }
}
