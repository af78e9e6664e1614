using EdgeActors.Capture;
using EdgeActors.Capture.Ledger;
using EdgeActors.Specs.Capture.Fakes;
using EdgeActors.Specs.Models;
using EdgeActors.Upload;
using static EdgeActors.Capture.CaptureProtocol;

namespace EdgeActors.Specs.Capture.Buffering;

public sealed class OfflineSpecs
{
    [Fact]
    public async Task While_the_sink_is_away_full_batches_go_to_the_spool_and_make_room()
    {
        await using BufferSystem system = new(static options => options with { BufferSize = 4 });
        system.Sink.Answer = static _ => FakeSink.Unavailable;

        for (int i = 0; i < 10; i++)
        {
            await AcceptWhenThereIsRoom(system, $"a{i}");
            await AcceptWhenThereIsRoom(system, $"b{i}");
        }

        CaptureView view = await system.Until(static view => view.Batches.Count(static batch => batch.IsSealed) == 10);
        Assert.Equal(20, view.Pending);
        Assert.Equal(10, system.Spool.Batches.Count);
        Assert.Equal(CaptureStatus.InProgress, await system.Status("a0"));
        Assert.Equal(CaptureRefusal.DuplicateId, (await system.Refused("a3")).Reason);
    }

    [Fact]
    public async Task What_was_spooled_is_delivered_in_order_once_the_sink_is_back()
    {
        await using BufferSystem system = new();
        system.Sink.Answer = static _ => FakeSink.Unavailable;
        string[] ids = [.. Enumerable.Range(0, 20).Select(static i => $"c{i:00}")];
        foreach (string id in ids)
        {
            await AcceptWhenThereIsRoom(system, id);
        }

        await system.Until(static view => view.Batches.Count(static batch => batch.IsSealed) == 10);
        system.Sink.Answer = static _ => SinkResult.Stored;
        await system.AdvanceUntil(() => system.Sink.Ids.Count == 20, TimeSpan.FromSeconds(1));

        await system.Until(static view => view.Books.Stored == 20);
        Assert.Equal(ids, system.Sink.Ids);
        await ModelsSystem.Eventually(() => system.Spool.Batches.Count == 0);
        Assert.Null(await system.SinkReason());
    }

    [Fact]
    public async Task A_batch_that_does_not_fill_waits_in_the_journal_until_the_sink_is_back()
    {
        await using BufferSystem system = new();
        system.Sink.Answer = static _ => FakeSink.Unavailable;
        await system.Accepted("a", "b");
        await system.Until(static view => view.Batches.Any(static batch => batch.IsSealed));
        await system.Accepted("c");

        system.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(1, (await system.View()).Waiting);
        system.Sink.Answer = static _ => SinkResult.Stored;
        await system.AdvanceUntil(() => system.Sink.Ids.Count == 3, TimeSpan.FromSeconds(1));

        Assert.Equal(["a", "b", "c"], system.Sink.Ids);
    }

    [Fact]
    public async Task A_sink_that_is_only_slow_makes_the_spool_take_what_the_buffer_cannot_hold()
    {
        await using BufferSystem system = new(static options => options with { BufferSize = 4 });
        TaskCompletionSource slow = new();
        system.Sink.BeforeAnswer = (_, _) => slow.Task;

        foreach (string id in new[] { "a", "b", "c", "d", "e", "f" })
        {
            await AcceptWhenThereIsRoom(system, id);
        }

        await system.Until(static view => view.Batches.Any(static batch => batch.IsSealed));
        slow.SetResult();

        await system.Until(static view => view.Books.Stored == 6);
        Assert.Equal(["a", "b", "c", "d", "e", "f"], system.Sink.Ids);
        Assert.Null(await system.SinkReason());
    }

    [Fact]
    public async Task A_full_spool_refuses_and_the_oldest_stay()
    {
        await using BufferSystem system = new(static options => options with { BufferSize = 4 });
        system.Sink.Answer = static _ => FakeSink.Unavailable;
        system.Spool.BudgetBytes = 500;

        CaptureRefused refused = await FillUp(system);

        Assert.Equal(CaptureRefusal.Full, refused.Reason);
        Assert.Equal(0, (await system.View()).Books.Evicted);
        Assert.Equal(CaptureStatus.InProgress, await system.Status("c000"));
    }

    [Fact]
    public async Task FAILED_PRECONDITION_is_for_a_cloud_that_is_away_and_a_device_that_is_full()
    {
        await using BufferSystem system = new(static options => options with { BufferSize = 4, ToCloud = true });
        system.Sink.Answer = static _ => FakeSink.Unavailable;
        system.Spool.BudgetBytes = 500;

        int sent = 0;
        CaptureRefused? refused = null;
        await ModelsSystem.Eventually(() =>
            (refused = system.Accept($"c{sent++}").Result as CaptureRefused) is { Reason: CaptureRefusal.CloudUnreachable });

        Assert.Null(refused!.RetryAfter);
        Assert.Contains("restore the connection", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task By_policy_the_oldest_batch_makes_room()
    {
        await using BufferSystem system = new(static options => options with { BufferSize = 4, SpoolPolicy = SpoolPolicy.DropOldest });
        system.Sink.Answer = static _ => FakeSink.Unavailable;
        system.Spool.BudgetBytes = 700;

        for (int i = 0; i < 20; i++)
        {
            await AcceptWhenThereIsRoom(system, $"c{i:00}");
        }

        CaptureView view = await system.Until(static view => view.Books.Evicted >= 10);
        Assert.Equal(20, view.Books.Accepted);
        Assert.InRange(system.Spool.UsedBytes, 0, 700);
        Assert.Equal(CaptureStatus.Failure, await system.Status("c02"));
        Assert.Equal(CaptureStatus.InProgress, await system.Status("c19"));
    }

    [Fact]
    public async Task By_policy_a_large_payload_makes_room_too()
    {
        await using BufferSystem system = new(static options => options with { BufferSize = 4, SpoolPolicy = SpoolPolicy.DropOldest });
        system.Sink.Answer = static _ => FakeSink.Unavailable;
        system.Spool.BudgetBytes = 8000;
        await system.Accepted("a", "b", "c", "d");
        await system.Until(static view => view.Batches.Count(static batch => batch.IsSealed) == 2);

        Assert.IsType<CaptureAccepted>(await system.Accept("large", bytes: 7700));

        Assert.Equal(2, (await system.View()).Books.Evicted);
        Assert.Equal(CaptureRefusal.Full, (await system.Refused("larger", bytes: 9000)).Reason);
    }

    private static async Task<CaptureRefused> FillUp(BufferSystem system)
    {
        int refusals = 0;
        for (int i = 0; ; i++)
        {
            if (await system.Accept($"c{i:000}") is CaptureRefused refused && ++refusals == 50)
            {
                return refused;
            }
        }
    }

    // Sealing takes a moment, and a client is told to come back.
    private static async Task AcceptWhenThereIsRoom(BufferSystem system, string id)
    {
        while (await system.Accept(id) is CaptureRefused refused)
        {
            Assert.Equal(CaptureRefusal.Full, refused.Reason);
            await Task.Yield();
        }
    }
}
