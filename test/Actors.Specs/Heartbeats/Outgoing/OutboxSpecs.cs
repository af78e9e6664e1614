using EdgeActors.Fleet;
using EdgeActors.Heartbeats.Figures;
using EdgeActors.Heartbeats.Journal;
using EdgeActors.Heartbeats.Outgoing;

namespace EdgeActors.Specs.Heartbeats.Outgoing;

public sealed class OutboxSpecs
{
    private static readonly DateTimeOffset Begin = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Old_ones_are_sparse_new_ones_dense_and_both_ends_stay()
    {
        Outbox outbox = Filled(16, 10_000);

        DateTimeOffset[] times = Times(outbox);
        TimeSpan[] gaps = [.. times.Zip(times.Skip(1), static (one, next) => next - one)];

        Assert.Equal(16, times.Length);
        Assert.Equal(Begin, times[0]);
        Assert.Equal(Begin.AddMinutes(9_999), times[^1]);
        Assert.All(gaps[^4..], static gap => Assert.InRange(gap.TotalMinutes, 1, 16));
        Assert.True(gaps.Skip(1).Zip(gaps.Skip(2)).All(static pair => pair.First >= pair.Second / 4), "gaps shrink towards the newest");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(100)]
    public void The_newest_is_never_lost_and_no_count_is(int kept)
    {
        Outbox outbox = Filled(kept, 500);
        Heartbeat[] all = Drained(outbox);

        Assert.Equal(Begin.AddMinutes(499), all[^1].Time);
        Assert.InRange(all.Length, 1, kept);
        Assert.Equal(Enumerable.Range(0, 500).Sum(), all.Sum(static one => HeartbeatActorSpecs.Value(one.Models[0].Metrics, MetricName.Inferences)));
    }

    [Fact]
    public void The_one_on_its_way_stays_as_it_is()
    {
        Outbox outbox = new(1, 65_536);
        outbox.Add(One(0), null);
        KeptHeartbeat sending = outbox.Head!;

        outbox.Add(One(1), sending.Number);
        outbox.Add(One(2), sending.Number);

        Assert.Same(sending, outbox.Head);
        outbox.Remove(sending.Number);
        outbox.Add(One(3), null);
        Assert.Equal(1 + 2 + 3, Drained(outbox).Sum(static one => HeartbeatActorSpecs.Value(one.Models[0].Metrics, MetricName.Inferences)));
    }

    [Fact]
    public void What_is_written_and_changed_is_written_again_and_what_left_is_removed()
    {
        Outbox outbox = new(3, 65_536);
        HeartbeatState state = HeartbeatState.Empty;
        for (int i = 0; i < 50; i++)
        {
            outbox.Add(One(i), null);
            if (i % 4 == 0)
            {
                OutboxWritten written = outbox.Unwritten()!;
                state = state.Apply(written);
                outbox.Written(written);
                Assert.Null(outbox.Unwritten());
                Outbox again = new(3, 65_536);
                again.Restore(state);
                Assert.Equal(Times(outbox), Times(again));
            }
        }

        while (outbox.Head is { } head)
        {
            outbox.Remove(head.Number);
        }

        state = state.Apply(outbox.Unwritten()!);
        Assert.Empty(state.Kept);
    }

    [Fact]
    public void One_that_left_while_it_was_written_is_removed_with_the_next_write()
    {
        Outbox outbox = new(3, 65_536);
        outbox.Add(One(0), null);
        OutboxWritten written = outbox.Unwritten()!;
        outbox.Remove(outbox.Head!.Number);

        outbox.Written(written);

        Assert.Equal(1, Assert.Single(outbox.Unwritten()!.Removed));
    }

    [Fact]
    public void One_that_is_larger_than_all_may_be_is_in_memory_only()
    {
        Outbox outbox = new(3, 4096);
        outbox.Add(One(0) with { Models = [.. Enumerable.Range(0, 100).Select(static id => Model("model-" + id, 1))] }, null);

        Assert.NotNull(outbox.Head);
        Assert.Null(outbox.Unwritten());
    }

    [Fact]
    public void Merged_means_are_weighed_and_models_that_are_gone_stay()
    {
        Heartbeat older = One(0) with { Models = [Model("gone", 5, latency: 7), Model("here", 1, latency: 10)] };
        Heartbeat newer = One(1) with { Models = [Model("here", 3, latency: 2)] };

        Heartbeat merged = HeartbeatMerge.Into(newer, older);

        Assert.Equal(["here", "gone"], merged.Models.Select(static model => model.ModelName));
        Assert.Equal(4, HeartbeatActorSpecs.Value(merged.Models[0].Metrics, MetricName.Inferences));
        Assert.Equal(4, HeartbeatActorSpecs.Value(merged.Models[0].Metrics, MetricName.Latency));
        Assert.Equal(7, HeartbeatActorSpecs.Value(merged.Models[1].Metrics, MetricName.Latency));
        Assert.Equal(newer.Time, merged.Time);
    }

    [Fact]
    public void Months_of_changing_models_do_not_make_a_heartbeat_grow()
    {
        Heartbeat merged = One(0);
        for (int i = 1; i < 1000; i++)
        {
            merged = HeartbeatMerge.Into(One(i) with { Models = [Model("version-" + i, 1)] }, merged);
        }

        Assert.InRange(merged.Models.Length, 1, HeartbeatMerge.MostModels);
    }

    private static Outbox Filled(int kept, int heartbeats)
    {
        Outbox outbox = new(kept, 256 << 10);
        for (int i = 0; i < heartbeats; i++)
        {
            outbox.Add(One(i), null);
        }

        return outbox;
    }

    private static Heartbeat One(int minute) => new() { Time = Begin.AddMinutes(minute), AgentVersion = "1.0", Models = [Model("model", minute)] };

    private static ModelHeartbeat Model(string name, double runs, double? latency = null) => new(
        name,
        "1.0",
        null,
        null,
        [
            new Metric(MetricName.Inferences, name, runs, Begin),
            .. latency is { } mean ? [new Metric(MetricName.Latency, name, mean, Begin)] : Array.Empty<Metric>(),
        ]);

    private static DateTimeOffset[] Times(Outbox outbox) => [.. outbox.All.Select(static one => one.Heartbeat.Time)];

    private static Heartbeat[] Drained(Outbox outbox)
    {
        List<Heartbeat> all = [];
        while (outbox.Head is { } head)
        {
            all.Add(head.Heartbeat);
            outbox.Remove(head.Number);
        }

        return [.. all];
    }
}
