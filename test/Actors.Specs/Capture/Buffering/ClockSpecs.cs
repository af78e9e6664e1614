using EdgeActors.Capture;
using EdgeActors.Capture.Ledger;
using EdgeActors.Specs.Capture.Fakes;
using EdgeActors.Upload;
using static EdgeActors.Capture.CaptureProtocol;

namespace EdgeActors.Specs.Capture.Buffering;

/// <summary>The device's clock is set, or the device has slept: periods go on as if nothing had been, and time stamps follow at once.</summary>
public sealed class ClockSpecs
{
    private static readonly TimeSpan PushPeriod = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(1);

    /// <summary>Days: a wrong year either way, a wrong day either way, six hours of sleep.</summary>
    public static TheoryData<double> Jumps => [-400, -1, 0.25, 1, 400];

    [Theory]
    [MemberData(nameof(Jumps))]
    public async Task A_waiting_capture_goes_when_its_period_is_over_and_once(double days)
    {
        await using BufferSystem system = Jumping();
        await system.Accepted("a");
        await system.View();
        system.Advance(PushPeriod / 2);

        Jump(system, days);
        system.Advance((PushPeriod / 2) - Moment);
        Assert.Equal(1, (await system.View()).Waiting);
        Assert.Equal(0, system.Sink.Puts);
        system.Advance(Moment);

        await system.Until(static view => view.Books.Stored == 1);
        system.Advance(10 * PushPeriod);
        await system.Until(static view => view.Pending == 0);
        Assert.Equal(["a"], system.Sink.Ids);
        Assert.Equal(1, system.Sink.Puts);
    }

    [Theory]
    [MemberData(nameof(Jumps))]
    public async Task Time_stamps_and_the_bound_on_them_follow_the_new_clock(double days)
    {
        await using BufferSystem system = Jumping();
        await system.Accepted("before");

        Jump(system, days);
        CaptureRefused early = await system.Refused("early", time: system.Now + TimeSpan.FromMinutes(1));
        Assert.IsType<CaptureAccepted>(await system.Accept("after"));
        await system.Until(static view => view.Books.Stored == 2);

        Assert.Equal(CaptureRefusal.FutureTimestamp, early.Reason);
        string after = Assert.Single(
            system.Sink.Manifests.SelectMany(static text => text.Split('\n')), static line => line.Contains("\"after\"", StringComparison.Ordinal));
        Assert.Contains(system.Now.UtcDateTime.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), after, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Jumps))]
    public async Task Finished_and_pending_ids_are_remembered_over_a_jump_and_a_restart(double days)
    {
        await using BufferSystem system = Jumping();
        await system.Accepted("a", "b");
        await system.Until(static view => view.Books.Stored == 2);
        await system.Accepted("c");

        Jump(system, days);
        await system.Restart();

        Assert.Equal(CaptureStatus.Success, await system.Status("a"));
        Assert.Equal(CaptureStatus.InProgress, await system.Status("c"));
        Assert.Equal(CaptureRefusal.DuplicateId, (await system.Refused("a")).Reason);
        Assert.Equal(CaptureRefusal.DuplicateId, (await system.Refused("c")).Reason);
        system.Advance(PushPeriod);
        await system.Until(static view => view.Books.Stored == 3);
        Assert.Equal(["a", "b", "c"], system.Sink.Ids);
    }

    [Theory]
    [MemberData(nameof(Jumps))]
    public async Task A_pause_of_the_uploader_is_neither_cut_short_nor_drawn_out(double days)
    {
        await using BufferSystem system = Jumping();
        system.Sink.Answer = static _ => FakeSink.Unavailable;
        await system.Accepted("a", "b");
        CaptureView waiting = await system.Until(static view => view.Books.Accepted == 2);
        await system.AdvanceUntil(() => system.SinkReason().Result is not null, TimeSpan.Zero);
        int puts = system.Sink.Puts;

        Jump(system, days);
        system.Advance(TimeSpan.Zero);
        await system.View();
        Assert.Equal(puts, system.Sink.Puts);
        Assert.Equal(2, waiting.Pending);
        system.Sink.Answer = static _ => SinkResult.Stored;
        system.Advance(TimeSpan.FromSeconds(10));

        await system.Until(static view => view.Books.Stored == 2);
        Assert.Equal(["a", "b"], system.Sink.Ids);
    }

    private static BufferSystem Jumping() =>
        new(scheduler: $"{typeof(JumpingScheduler).FullName}, {typeof(JumpingScheduler).Assembly.GetName().Name}");

    private static void Jump(BufferSystem system, double days) =>
        Assert.IsType<JumpingScheduler>(system.System.Scheduler).Offset += TimeSpan.FromDays(days);
}
