using EdgeActors.Deployment;
using EdgeActors.Fleet;
using EdgeActors.Heartbeats;
using EdgeActors.Heartbeats.Figures;
using EdgeActors.Heartbeats.Journal;
using EdgeActors.Specs.Heartbeats.Fakes;

namespace EdgeActors.Specs.Heartbeats;

/// <summary>Months without a fleet, restarts among them.</summary>
public sealed class OfflineSpecs
{
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task Ten_thousand_periods_offline_grow_nothing_and_end_without_a_storm()
    {
        await using HeartbeatSystem system = new();
        system.Fleet.IsAway(true);
        long runs = 0;
        for (int i = 0; i < 10_000; i++)
        {
            runs += i % 7;
            system.Device.Models = [FakeDevice.Reading(1, "model", runs, totalMilliseconds: 2 * runs, longest: 9)];
            await system.Beat(i == 0 ? Moment : Period);
        }

        // One try per quarter of an hour at most on average, and one write per ten minutes.
        Assert.InRange(system.Fleet.Sends, 500, 2500);
        Assert.InRange(system.Journal.Groups, 500, 1010);
        Assert.True(system.Journal.Deletes >= 9, $"{system.Journal.Deletes} deletes");
        int failed = system.Fleet.Sends;
        DateTimeOffset back = system.Now;
        system.Fleet.IsAway(false);
        await system.AdvanceUntil(() => system.Fleet.Taken.Count >= 64, TimeSpan.FromSeconds(0.5));
        await system.AdvanceUntil(() => system.Fleet.Taken.Last().Time > back, TimeSpan.FromSeconds(10));

        EdgeActors.Fleet.Heartbeat[] taken = [.. system.Fleet.Taken];
        Assert.True(system.Now - back > TimeSpan.FromSeconds(64), "a backlog goes one after the other");
        Assert.InRange(taken.Length, 64, 64 + 30);
        Assert.Equal(taken.Length, system.Fleet.Sends - failed);
        Assert.Equal(taken.Select(static one => one.Time).Order(), taken.Select(static one => one.Time));
        Assert.Equal(runs, taken.Sum(static one => HeartbeatActorSpecs.Value(one.Models[0].Metrics, MetricName.Inferences)));
        Assert.Equal(1, taken.Sum(static one => HeartbeatActorSpecs.Value(one.AgentMetrics, MetricName.Startup)));
        Assert.Single(system.Told, static line => line.StartsWith("Heartbeats do not reach", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_was_written_outlives_a_kill_and_goes_before_what_is_made_after_it()
    {
        await using HeartbeatSystem system = new();
        system.Fleet.IsAway(true);
        for (int i = 0; i < 15; i++)
        {
            await system.Beat(i == 0 ? Moment : Period);
        }

        await HeartbeatSystem.Soon(() => system.Journal.Groups >= 1);
        await system.Restart();
        DateTimeOffset killed = system.Now;
        system.Fleet.IsAway(false);
        await system.AdvanceUntil(() => system.Fleet.Taken.Any(one => one.Time > killed), TimeSpan.FromSeconds(0.5));

        DateTimeOffset[] times = [.. system.Fleet.Taken.Select(static one => one.Time)];
        Assert.Equal(times.Order(), times);
        Assert.InRange(times.Count(time => time <= killed), 10, 15);
    }

    [Fact]
    public async Task A_graceful_stop_sends_what_it_can_and_writes_down_the_rest_at_once()
    {
        await using HeartbeatSystem system = new();
        system.Fleet.IsAway(true);
        for (int i = 0; i < 5; i++)
        {
            await system.Beat(i == 0 ? Moment : Period);
        }

        await system.Stop(TimeSpan.FromSeconds(3));
        DateTimeOffset stopped = system.Now;
        await system.Restart();
        system.Fleet.IsAway(false);
        await system.AdvanceUntil(() => system.Fleet.Taken.Any(one => one.Time > stopped), TimeSpan.FromSeconds(0.5));

        Assert.Equal(5, system.Fleet.Taken.Count(one => one.Time <= stopped));
    }

    [Fact]
    public async Task A_stop_waits_for_the_heartbeat_that_is_on_its_way_but_not_longer_than_it_may()
    {
        await using HeartbeatSystem system = new();
        TaskCompletionSource never = new();
        system.Fleet.Gate = never.Task;
        await system.Beat(Moment);
        await HeartbeatSystem.Soon(() => system.Fleet.Sends == 1);

        Task stop = system.Stop(TimeSpan.FromSeconds(3));
        await system.Settled();
        Assert.False(stop.IsCompleted);
        system.Advance(TimeSpan.FromSeconds(3));
        await stop;
    }

    [Fact]
    public async Task A_journal_that_fails_is_told_once_and_heartbeats_go_on()
    {
        // Longer than a fleet that was away may be given a rest: each life of the actor tells of its first failure.
        await using HeartbeatSystem system = new(static options => options with { WritePeriod = TimeSpan.FromHours(1) });
        system.ExpectError("The journal of heartbeats cannot be written");
        system.Fleet.IsAway(true);
        system.Journal.Fails = true;
        await system.AdvanceUntil(() => system.Told.Any(static line => line.Contains("cannot be written", StringComparison.Ordinal)), TimeSpan.FromSeconds(10));
        int made = system.Device.Made;
        await system.AdvanceUntil(() => system.Device.Made > made + 3, TimeSpan.FromSeconds(10));

        system.Fleet.IsAway(false);
        await system.AdvanceUntil(() => !system.Fleet.Taken.IsEmpty, TimeSpan.FromSeconds(10));

        Assert.Single(system.Told, static line => line.Contains("cannot be written", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_durability_nothing_is_written_ever()
    {
        await using HeartbeatSystem system = new(static options => options with { Durable = false });
        system.Fleet.IsAway(true);
        for (int i = 0; i < 30; i++)
        {
            await system.Beat(i == 0 ? Moment : Period);
        }

        await system.Stop(TimeSpan.FromSeconds(3));

        Assert.Equal((0, 0), (system.Journal.Groups, system.Journal.Deletes));
    }

    [Fact]
    public void First_heartbeats_and_pauses_of_a_thousand_devices_are_spread()
    {
        HeartbeatOptions options = new();
        double[] jitters = [.. Enumerable.Range(0, 1000).Select(static seed => new Random(seed).NextDouble())];

        int firsts = jitters.CountBy(jitter => (int)HeartbeatPeriod.First(options, Period, jitter).TotalSeconds).Max(static second => second.Value);
        TimeSpan[] nexts = [.. jitters.Select(jitter => HeartbeatPeriod.Next(options, Period, jitter))];

        Assert.InRange(firsts, 1000 / 60, 1000 / 60 * 3);
        Assert.All(nexts, static pause => Assert.InRange(pause, 0.9 * Period, 1.1 * Period));
        Assert.InRange(nexts.CountBy(static pause => (int)pause.TotalSeconds).Max(static second => second.Value), 1000 / 13, 1000 / 12 * 2);
    }

    [Fact]
    public async Task Events_that_a_snapshot_covers_do_not_outlive_the_next_start()
    {
        await using HeartbeatSystem system = new(static options => options with { SnapshotEvents = 1 });
        system.Journal.DeleteFails = true;
        await system.Beat(Moment);
        await HeartbeatSystem.Soon(() => system.Journal.Deletes == 1);

        system.Journal.DeleteFails = false;
        await system.Restart();

        await HeartbeatSystem.Soon(() => system.Journal.Deletes == 2);
    }

    [Fact]
    public void The_largest_results_take_what_is_said_of_them()
    {
        ModelResult model = new(
            Text(63), Text(HeartbeatRules.LongestModelName), Text(HeartbeatRules.LongestModelVersion), ModelPresence.Deploy, ModelPresence.Undeploy, false, Text(300), Text(300));
        HeartbeatState state = HeartbeatState.Empty with
        {
            Results =
            [
                .. Enumerable.Range(0, new HeartbeatOptions().ResultsKept).Select(i => new DeploymentResult(
                    $"{i:D63}", false, Text(300), DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, [.. Enumerable.Repeat(model, new DeploymentOptions().MaxModels)])
                {
                    Digest = Text(64),
                }),
            ],
        };

        // Twice: the snapshot before goes when the next one is saved.
        Assert.InRange(2 * new HeartbeatJournalSerializer(null).ToBinary(state).Length, 1_000_000, 1_100_000);

        static string Text(int length) => new('x', length);
    }

    [Theory]
    [InlineData(64, 4096)]
    [InlineData(64, 65_536)]
    public async Task What_is_on_stable_storage_stays_small(int kept, int bytes)
    {
        await using HeartbeatSystem system = new(options => options with { Kept = kept, KeptBytes = bytes });
        system.Device.Models = [.. Enumerable.Range(0, 10).Select(static id => FakeDevice.Reading(id, "a-model-with-a-name-" + id, 1000, 1, 1, 1))];
        system.Fleet.IsAway(true);
        for (int i = 0; i < 300; i++)
        {
            await system.Beat(i == 0 ? Moment : Period);
        }

        await system.Stop(TimeSpan.FromSeconds(3));
        Assert.InRange(system.Snapshots.LargestBytes, 1, bytes);
    }
}
