using EdgeActors.Specs.Capture.Buffering;
using EdgeActors.Specs.Capture.Fakes;
using EdgeActors.Specs.Models;
using EdgeActors.Upload;

namespace EdgeActors.Specs.Upload;

/// <summary>C6: how long the uploader waits between its tries, on virtual time.</summary>
public sealed class OutagePauseSpecs
{
    private const int Tries = 30;
    private static readonly UploadOptions Options = new();

    [Fact]
    public async Task Pauses_of_an_outage_grow_with_jitter_beyond_half_a_minute_and_end_at_one()
    {
        List<TimeSpan> pauses = await PausesAsync(FakeSink.Unavailable);

        Assert.All(pauses, static pause => Assert.InRange(pause, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(70)));
        Assert.All(pauses.Take(3), static pause => Assert.InRange(pause, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(12)));
        Assert.Contains(pauses, static pause => pause >= TimeSpan.FromSeconds(30));
        Assert.True(pauses.Skip(6).Distinct().Count() > 10, "the pauses have no jitter");
    }

    [Fact]
    public async Task A_failure_that_cost_nobody_anything_is_tried_again_within_its_time()
    {
        List<TimeSpan> pauses = await PausesAsync(FakeSink.Unavailable with { RetryWithin = TimeSpan.FromSeconds(3) });

        Assert.All(pauses, static pause => Assert.InRange(pause, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(8)));
    }

    [Fact]
    public void Pauses_do_not_grow_while_a_throttling_sink_takes_some_objects()
    {
        UploadPace pace = new(Options, new Random(1));
        for (int i = 0; i < 100; i++)
        {
            pace.Fail(TimeSpan.Zero, "503", null, stored: 1);

            Assert.InRange(pace.Wait(TimeSpan.Zero), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2));
        }
    }

    // Time may go on by some steps before a failure has arrived, so pauses seem a little longer than they are.
    private static async Task<List<TimeSpan>> PausesAsync(SinkResult answer)
    {
        await using BufferSystem system = new();
        system.Sink.Answer = _ => answer;
        await system.Accepted("a", "b");
        await ModelsSystem.Eventually(() => system.SinkReason().Result is not null);
        List<TimeSpan> pauses = [];
        while (pauses.Count < Tries)
        {
            DateTimeOffset failed = system.Now;
            int before = system.Sink.Puts;
            await system.AdvanceUntil(() => system.Sink.Puts > before, TimeSpan.FromSeconds(0.5));
            pauses.Add(system.Now - failed);
        }

        return pauses;
    }
}
