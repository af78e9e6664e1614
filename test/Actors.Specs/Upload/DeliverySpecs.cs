using EdgeActors.Capture;
using EdgeActors.Capture.Ledger;
using EdgeActors.Specs.Capture.Buffering;
using EdgeActors.Specs.Capture.Fakes;
using EdgeActors.Specs.Models;
using EdgeActors.Upload;

namespace EdgeActors.Specs.Upload;

public sealed class DeliverySpecs
{
    [Fact]
    public async Task A_poisonous_capture_fails_and_the_others_go_on_at_full_rate()
    {
        await using BufferSystem system = new();
        system.Sink.Answer = static key => key.Contains("poison", StringComparison.Ordinal) ? FakeSink.Refused : SinkResult.Stored;
        await system.Accept("poison", bytes: 5000);
        await system.Accepted("a", "b", "c");
        await system.AdvanceUntil(() => system.View().Result.Books.Stored >= 2, TimeSpan.FromSeconds(1));

        for (int i = 0; i < 19; i++)
        {
            await system.Accepted($"b{i}", $"c{i}");
            int due = (i + 2) * 2;
            await system.AdvanceUntil(() => system.View().Result.Books.Stored >= due, TimeSpan.FromMilliseconds(50));
            system.Advance(TimeSpan.FromSeconds(2));
        }

        CaptureView view = await system.Until(static view => view.Books.Failed == 1 && view.Books.Stored == 41);
        Assert.Equal(0, view.Pending);
        Assert.Equal(CaptureStatus.Failure, await system.Status("poison"));
        Assert.Equal(CaptureStatus.Success, await system.Status("a"));
        await ModelsSystem.Eventually(() => system.Spool.UsedBytes == 0);
        Assert.Equal(41, system.Sink.Ids.Distinct().Count());
    }

    [Fact]
    public async Task A_sink_that_refuses_everything_is_an_outage_and_nothing_is_given_up()
    {
        await using BufferSystem system = new(upload: static options => options with { PutTimeout = TimeSpan.FromHours(1) });
        string? first = null;
        system.Sink.Answer = key =>
        {
            first ??= key;
            return FakeSink.Refused;
        };
        await system.Accepted("a", "b", "c", "d", "e", "f");
        await ModelsSystem.Eventually(() => system.SinkReason().Result is not null);

        for (int i = 0; i < 50; i++)
        {
            system.Advance(TimeSpan.FromMinutes(10));
            await system.View();
        }

        Assert.Equal(new CaptureBooks(6, 0, 0, 0, 0), (await system.View()).Books);

        // Time is moved on whatever the uploader is at, and the sink is back between two of its rounds: each begins with the first batch.
        bool isBack = false;
        system.Sink.Answer = key => (isBack |= key == first) ? SinkResult.Stored : FakeSink.Refused;
        await system.AdvanceUntil(() => system.Sink.Ids.Count == 6, TimeSpan.FromSeconds(1));
        Assert.Equal(["a", "b", "c", "d", "e", "f"], system.Sink.Ids);
    }

    [Fact]
    public async Task A_sink_that_is_back_amid_a_round_has_the_batch_that_was_to_tell_first_and_then_the_others_in_order()
    {
        await using BufferSystem system = new();
        TaskCompletionSource go = new(TaskCreationOptions.RunContinuationsAsynchronously);
        system.Sink.BeforeAnswer = (_, _) => go.Task;
        system.Sink.Answer = _ => system.Sink.Puts == 1 ? FakeSink.Refused : SinkResult.Stored;
        await system.Accepted("a", "b", "c", "d", "e", "f");
        await system.Until(static view => view.Batches.Length == 3);

        go.SetResult();
        await system.AdvanceUntil(() => system.Sink.Ids.Count == 6, TimeSpan.FromSeconds(1));

        Assert.Equal(["c", "d", "a", "b", "e", "f"], system.Sink.Ids);
        Assert.Equal(new CaptureBooks(6, 6, 0, 0, 0), (await system.Until(static view => view.Pending == 0)).Books);
    }

    [Fact]
    public async Task A_lost_answer_leads_to_the_same_key_again()
    {
        await using BufferSystem system = new();
        system.Sink.StoresAnyway = true;
        system.Sink.Answer = static _ => FakeSink.Unavailable;
        await system.Accepted("a", "b");
        await ModelsSystem.Eventually(() => system.Sink.Ids.Count == 2);

        system.Sink.Answer = static _ => SinkResult.Stored;
        await system.AdvanceUntil(() => system.View().Result.Books.Stored == 2, TimeSpan.FromSeconds(1));

        Assert.Equal(["a", "b"], system.Sink.Ids);
        Assert.Single(system.Sink.Order);
    }

    [Fact]
    public async Task A_sink_that_hangs_is_given_up_in_time()
    {
        await using BufferSystem system = new(upload: static options => options with { PutTimeout = TimeSpan.FromSeconds(10) });
        TaskCompletionSource never = new();
        system.Sink.BeforeAnswer = (_, _) => never.Task;
        await system.Accepted("a", "b");
        await ModelsSystem.Eventually(() => system.Sink.Puts == 1);

        system.Advance(TimeSpan.FromSeconds(9.9));
        Assert.Null(await system.SinkReason());
        system.Advance(TimeSpan.FromSeconds(0.2));

        await ModelsSystem.Eventually(() => system.SinkReason().Result?.Contains("did not answer within 10 s", StringComparison.Ordinal) == true);
        system.Sink.BeforeAnswer = null;
        await system.AdvanceUntil(() => system.View().Result.Books.Stored == 2, TimeSpan.FromSeconds(1));
        never.SetResult();
    }

    [Fact]
    public async Task A_large_object_has_the_time_of_its_bytes_besides()
    {
        await using BufferSystem system = new(
            upload: static options => options with { PutTimeout = TimeSpan.FromSeconds(10), SlowestRate = 1024 });
        TaskCompletionSource taken = new(TaskCreationOptions.RunContinuationsAsynchronously);
        system.Sink.BeforeAnswer = (_, cancelled) => taken.Task.WaitAsync(cancelled);
        await Task.WhenAll(system.Accept(BufferSystem.Draft("a", 10 << 10)), system.Accept(BufferSystem.Draft("b", 10 << 10)));
        await ModelsSystem.Eventually(() => system.Sink.Puts == 2);

        system.Advance(TimeSpan.FromSeconds(19));
        Assert.Null(await system.SinkReason());
        taken.SetResult();

        // Time stands still now: a second more, and the puts would be given up.
        await ModelsSystem.Eventually(() => system.View().Result.Books.Stored == 2);
        Assert.Equal(3, system.Sink.Puts);
    }

    [Fact]
    public async Task The_pause_that_the_sink_asks_for_is_kept()
    {
        await using BufferSystem system = new();
        system.Sink.Answer = static _ => new SinkResult(SinkOutcome.Unavailable, "503", TimeSpan.FromMinutes(20));
        await system.Accepted("a", "b");
        await ModelsSystem.Eventually(() => system.SinkReason().Result is not null);

        system.Advance(TimeSpan.FromMinutes(19));
        await system.View();
        Assert.Equal(1, system.Sink.Puts);
        system.Advance(TimeSpan.FromMinutes(1));

        await ModelsSystem.Eventually(() => system.Sink.Puts == 2);
    }

    [Fact]
    public async Task After_an_outage_the_backlog_is_delivered_at_a_bounded_rate()
    {
        await using BufferSystem system = new(upload: static options => options with { DrainBatchesPerSecond = 1 });
        system.Sink.Answer = static _ => FakeSink.Unavailable;
        for (int i = 0; i < 20; i += 2)
        {
            await system.Accepted($"c{i}", $"c{i + 1}");
            await system.Until(view => view.Batches.Count(static batch => batch.IsSealed) > i / 2);
        }

        system.Sink.Answer = static _ => SinkResult.Stored;
        await system.AdvanceUntil(() => system.Sink.Order.Count >= 1, TimeSpan.FromSeconds(1));
        for (int second = 0; second < 3; second++)
        {
            int before = system.Sink.Order.Count;
            system.Advance(TimeSpan.FromSeconds(1));
            await ModelsSystem.Eventually(() => system.Sink.Order.Count > before);
            await system.View();
            Assert.Equal(before + 1, system.Sink.Order.Count);
        }

        await system.AdvanceUntil(() => system.Sink.Ids.Count == 20, TimeSpan.FromSeconds(1));
    }
}
