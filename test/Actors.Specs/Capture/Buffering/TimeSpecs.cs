using EdgeActors.Capture;
using EdgeActors.Specs.Capture.Fakes;

namespace EdgeActors.Specs.Capture.Buffering;

/// <summary>Clocks of devices jump: before the first contact with a time server by years.</summary>
public sealed class TimeSpecs
{
    private static readonly string Scheduler = $"{typeof(JumpingScheduler).FullName}, {typeof(JumpingScheduler).Assembly.GetName().Name}";

    [Theory]
    [InlineData(400)]
    [InlineData(-400)]
    public async Task The_push_period_does_not_follow_the_wall_clock(int days)
    {
        await using BufferSystem system = new(scheduler: Scheduler);
        await system.Accepted("a");
        await system.View();

        ((JumpingScheduler)system.System.Scheduler).Offset = TimeSpan.FromDays(days);
        system.Advance(TimeSpan.FromSeconds(3.9));
        Assert.Equal(1, (await system.View()).Waiting);
        system.Advance(TimeSpan.FromSeconds(0.1));

        await system.Until(static view => view.Books.Stored == 1);
        await system.Accepted("b");
        // The answer comes before the turn is over that starts the clock.
        await system.View();
        system.Advance(TimeSpan.FromSeconds(4));
        await system.Until(static view => view.Books.Stored == 2);
        Assert.Equal(2, system.Sink.Puts);
    }

    [Fact]
    public async Task What_is_future_is_told_by_the_wall_clock()
    {
        await using BufferSystem system = new(scheduler: Scheduler);
        DateTimeOffset before = system.System.Scheduler.Now;

        ((JumpingScheduler)system.System.Scheduler).Offset = TimeSpan.FromDays(-400);

        Assert.Equal(CaptureRefusal.FutureTimestamp, (await system.Refused("a", time: before)).Reason);
    }

    [Fact]
    public async Task A_device_that_slept_for_hours_wakes_without_a_storm()
    {
        await using BufferSystem system = new();
        await system.Accepted("a");
        await system.View();

        system.Advance(TimeSpan.FromHours(6));

        await system.Until(static view => view.Books.Stored == 1);
        system.Advance(TimeSpan.FromHours(6));
        Assert.Equal(1, system.Sink.Puts);
    }

    [Fact]
    public async Task A_sleep_during_an_outage_costs_one_attempt()
    {
        await using BufferSystem system = new();
        system.Sink.Answer = static _ => FakeSink.Unavailable;
        await system.Accepted("a", "b");
        await Models.ModelsSystem.Eventually(() => system.SinkReason().Result is not null);
        int puts = system.Sink.Puts;

        system.Advance(TimeSpan.FromHours(6));
        await Models.ModelsSystem.Eventually(() => system.Sink.Puts > puts);
        await system.View();

        Assert.Equal(puts + 1, system.Sink.Puts);
    }
}
