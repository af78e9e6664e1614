using Akka.Actor;
using EdgeActors.Capture;
using EdgeActors.Capture.Buffering;

namespace EdgeActors.Specs.Capture.Buffering;

/// <summary>Limits and periods that change while the buffer works.</summary>
public sealed class TuningSpecs
{
    // What BufferSystem begins with: batches of two, ten places, four seconds.
    private static readonly CaptureTuning Usual = CaptureTuning.Of(new CaptureOptions { BatchSize = 2, BufferSize = 10 });

    [Fact]
    public async Task Buffer_that_shrinks_below_what_waits_refuses_until_there_is_room()
    {
        await using BufferSystem system = new(static options => options with { BatchSize = 9 });
        await system.Accepted("a", "b", "c");

        await TuneAsync(system, Usual with { BufferSize = 2, BatchSize = 2 }, 1);

        // Two of the three go as a batch at once; the third waits, and nothing that was accepted is lost.
        await system.Until(static view => view.Books.Stored == 2);
        await system.Accepted("d");
        await system.Until(static view => view.Books.Stored == 4);
        Assert.Equal(["a", "b", "c", "d"], system.Sink.Ids);
    }

    [Fact]
    public async Task Full_buffer_refuses_by_its_new_size()
    {
        await using BufferSystem system = new(static options => options with { BatchSize = 9, Durable = false });
        await TuneAsync(system, Usual with { BufferSize = 3, BatchSize = 3, PushPeriod = TimeSpan.FromHours(1) }, 1);
        await system.Accepted("a", "b");

        await TuneAsync(system, Usual with { BufferSize = 2, BatchSize = 2, PushPeriod = TimeSpan.FromHours(1) }, 2);
        await system.Until(static view => view.Books.Stored == 2);
        await TuneAsync(system, Usual with { BufferSize = 4, BatchSize = 4, PushPeriod = TimeSpan.FromHours(1) }, 3);
        await system.Accepted("c", "d", "e");

        Assert.Equal(3, (await system.View()).Waiting);
    }

    [Fact]
    public async Task Shorter_push_period_holds_for_those_that_wait_already()
    {
        await using BufferSystem system = new(static options => options with { PushPeriod = TimeSpan.FromHours(1) });
        await system.Accepted("a");

        await TuneAsync(system, Usual, 1);
        system.Advance(TimeSpan.FromSeconds(4));

        await system.Until(static view => view.Books.Stored == 1);
    }

    [Fact]
    public async Task Clock_skew_changes()
    {
        await using BufferSystem system = new();
        DateTimeOffset soon = system.Now + TimeSpan.FromSeconds(30);
        Assert.Equal(CaptureRefusal.FutureTimestamp, (await system.Refused("a", time: soon)).Reason);

        await TuneAsync(system, Usual with { ClockSkew = TimeSpan.FromMinutes(1) }, 1);

        Assert.IsType<CaptureProtocol.CaptureAccepted>(await system.Accept("a", time: soon));
    }

    [Fact]
    public async Task Fewer_remembered_ids_forget_the_oldest()
    {
        await using BufferSystem system = new();
        await system.Accepted("a", "b", "c", "d");
        await system.Until(static view => view.Books.Stored == 4);

        await TuneAsync(system, Usual with { RememberedIds = 1 }, 1);

        Assert.Equal(
            (CaptureStatus.NotFound, CaptureStatus.NotFound, CaptureStatus.Success),
            (await system.Status("a"), await system.Status("c"), await system.Status("d")));
    }

    [Fact]
    public async Task Older_settings_that_arrive_late_have_no_effect()
    {
        await using BufferSystem system = new();

        await TuneAsync(system, Usual with { BatchSize = 1, BufferSize = 2 }, 2);
        await TuneAsync(system, Usual with { BatchSize = 9, BufferSize = 9 }, 1);

        await system.Accepted("a");
        await system.Until(static view => view.Books.Stored == 1);
    }

    [Fact]
    public void Next_life_of_the_buffer_goes_on_with_them()
    {
        CaptureLife life = new();
        CaptureOptions started = new() { BatchSize = 2 };
        Assert.Same(started, life.Tuned(started));

        Assert.True(life.Tune(Usual with { BatchSize = 5 }, 1));
        Assert.False(life.Tune(Usual, 1));

        Assert.Equal((5, false), (life.Tuned(started).BatchSize, life.Tuned(started).Durable));
    }

    private static async Task TuneAsync(BufferSystem system, CaptureTuning tuning, long generation) =>
        Assert.IsType<BufferProtocol.Tuned>(await system.Buffer.Ask<object>(new BufferProtocol.Tune(tuning, generation), TimeSpan.FromSeconds(20)));
}
