using EdgeActors.Capture;
using EdgeActors.Capture.Buffering;
using EdgeActors.Capture.Ledger;
using EdgeActors.Specs.Capture.Fakes;
using EdgeActors.Specs.Models;
using static EdgeActors.Capture.CaptureProtocol;

namespace EdgeActors.Specs.Capture.Buffering;

public sealed class UpkeepSpecs
{
    [Fact]
    public async Task Events_are_replaced_by_a_snapshot_and_nothing_is_forgotten()
    {
        await using BufferSystem system = new(static options => options with { SnapshotEvents = 10 });
        for (int i = 0; i < 20; i++)
        {
            await system.Accepted($"c{i}");
        }

        await system.Until(static view => view.Books.Stored == 20);
        await ModelsSystem.Eventually(() => system.Journal.Deletes > 0);
        await system.Restart();

        Assert.Equal(new CaptureBooks(20, 20, 0, 0, 0), (await system.View()).Books);
        Assert.Equal(CaptureStatus.Success, await system.Status("c0"));
    }

    [Fact]
    public async Task While_snapshots_fail_the_journal_stays_bounded_and_recovers()
    {
        await using BufferSystem system = new(static options => options with { SnapshotBytes = 64 << 10, MaxJournalBytes = 100 << 10 });
        system.Snapshots.Fails = true;
        int accepted = 0;
        while (await system.Accept($"c{accepted}", bytes: 3000) is CaptureAccepted)
        {
            accepted++;
            await system.Until(view => view.Pending < 4);
        }

        Assert.InRange(accepted, 20, 33);
        Assert.Equal(CaptureRefusal.Full, (await system.Refused("x", bytes: 3000)).Reason);
        system.Snapshots.Fails = false;
        await system.AdvanceUntil(() => system.Accept("y", bytes: 3000).Result is CaptureAccepted, TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task A_delete_that_fails_is_repeated()
    {
        await using BufferSystem system = new(static options => options with { SnapshotEvents = 5 });
        system.Journal.DeleteFails = true;
        await system.Accepted("a", "b", "c", "d");
        await ModelsSystem.Eventually(() => system.Journal.Deletes == 1);
        system.Journal.DeleteFails = false;

        await system.AdvanceUntil(() => system.Journal.Deletes == 2, TimeSpan.FromSeconds(1));

        await system.Until(static view => view.Books.Stored == 4);
    }

    [Fact]
    public async Task Events_that_a_snapshot_covers_are_deleted_after_a_crash_in_between()
    {
        await using BufferSystem system = new(static options => options with { SnapshotEvents = 5 });
        system.Journal.DeleteFails = true;
        await system.Accepted("a", "b", "c", "d");
        await ModelsSystem.Eventually(() => system.Journal.Deletes == 1);
        system.Journal.DeleteFails = false;

        await system.Restart();

        await ModelsSystem.Eventually(() => system.Journal.Deletes == 2);
    }

    [Fact]
    public async Task A_removal_that_fails_is_repeated()
    {
        await using BufferSystem system = new();
        system.Spool.RemoveFault = SpoolFault.Io;
        await system.Accept("large", bytes: 5000);
        await system.Accepted("a");
        await system.Until(static view => view.Books.Stored == 2);
        system.Spool.RemoveFault = null;

        await system.AdvanceUntil(() => system.Spool.UsedBytes == 0, TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task What_waits_in_the_journal_is_bounded_in_bytes()
    {
        await using BufferSystem system = new(static options => options with { BufferSize = 1000, BatchSize = 1000, MaxJournalBytesWaiting = 64 << 10 });
        system.Spool.CanSeal = false;
        system.Sink.Answer = static _ => FakeSink.Unavailable;
        int accepted = 0;
        while (await system.Accept($"c{accepted}", bytes: 3000) is CaptureAccepted)
        {
            accepted++;
        }

        Assert.InRange(accepted, 15, 21);
        Assert.Contains("share of the device's 5 MB database", (await system.Refused("x", bytes: 3000)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Calls_that_come_before_the_journal_is_read_wait_within_a_bound()
    {
        await using BufferSystem system = new(static options => options with { MaxStashed = 2 }, start: false);
        TaskCompletionSource gate = new();
        system.Spool.BeforeInventory = () => gate.Task;
        system.Start();

        Task<ICaptureReply>[] replies = [.. Enumerable.Range(0, 5).Select(i => system.Accept($"c{i}"))];
        await ModelsSystem.Eventually(() => replies.Count(static reply => reply.IsCompleted) == 3);
        gate.SetResult();
        ICaptureReply[] all = await Task.WhenAll(replies);

        Assert.Equal(2, all.Count(static reply => reply is CaptureAccepted));
        Assert.Equal(3, all.Count(static reply => reply is CaptureRefused { Reason: CaptureRefusal.Unavailable }));
    }

    [Fact]
    public async Task A_stop_flushes_what_waits_and_takes_nothing_more()
    {
        await using BufferSystem system = new();
        await system.Accepted("a");

        BufferProtocol.Stopped stopped = await system.Stop(TimeSpan.FromSeconds(3));

        Assert.Equal(new BufferProtocol.Stopped(0, 0), stopped);
        Assert.Equal(["a"], system.Sink.Ids);
        Assert.Equal(CaptureRefusal.Unavailable, (await system.Refused("b")).Reason);
        Assert.Equal(stopped, await system.Stop(TimeSpan.FromSeconds(3)));
    }

    [Fact]
    public async Task A_durable_stop_does_not_wait_for_a_sink_that_is_away()
    {
        await using BufferSystem system = new();
        system.Sink.Answer = static _ => FakeSink.Unavailable;
        await system.Accepted("a", "b", "c");
        await ModelsSystem.Eventually(() => system.SinkReason().Result is not null);

        Assert.Equal(new BufferProtocol.Stopped(3, 0), await system.Stop(TimeSpan.FromSeconds(3)));
    }

    [Fact]
    public async Task A_stop_without_durability_tries_until_its_time_is_up_and_says_what_is_lost()
    {
        await using BufferSystem system = new(static options => options with { Durable = false });
        system.Spool.CanSeal = false;
        system.Sink.Answer = static _ => FakeSink.Unavailable;
        await system.Accepted("a", "b", "c");
        await ModelsSystem.Eventually(() => system.SinkReason().Result is not null);

        Task<BufferProtocol.Stopped> stopping = system.Stop(TimeSpan.FromSeconds(3));
        await system.View();
        int puts = system.Sink.Puts;
        await system.AdvanceUntil(() => stopping.IsCompleted, TimeSpan.FromSeconds(0.5));

        Assert.Equal(new BufferProtocol.Stopped(0, 3), await stopping);
        Assert.True(system.Sink.Puts > puts);
    }
}
