using EdgeActors.Capture;
using EdgeActors.Capture.Ledger;
using EdgeActors.Specs.Models;
using static EdgeActors.Capture.CaptureProtocol;

namespace EdgeActors.Specs.Capture.Buffering;

public sealed class AcceptSpecs
{
    private static readonly TimeSpan PushPeriod = TimeSpan.FromSeconds(4);

    [Fact]
    public async Task A_full_batch_goes_to_the_sink_at_once()
    {
        await using BufferSystem system = new();

        await system.Accepted("a", "b");
        CaptureView view = await system.Until(static view => view.Books.Stored == 2);

        Assert.Equal(["a", "b"], system.Sink.Ids);
        Assert.Equal(0, view.Pending);
        Assert.Equal(CaptureStatus.Success, await system.Status("a"));
        Assert.Equal(CaptureStatus.NotFound, await system.Status("c"));
    }

    [Fact]
    public async Task A_batch_that_does_not_fill_goes_when_the_push_period_is_over()
    {
        await using BufferSystem system = new();

        await system.Accepted("a");
        await system.View();
        system.Advance(PushPeriod - TimeSpan.FromMilliseconds(1));
        Assert.Equal(1, (await system.View()).Waiting);
        Assert.Equal(CaptureStatus.InProgress, await system.Status("a"));
        system.Advance(TimeSpan.FromMilliseconds(1));

        await system.Until(static view => view.Books.Stored == 1);
        Assert.Equal(["a"], system.Sink.Ids);
    }

    [Fact]
    public async Task OK_is_said_when_the_event_is_stored_and_not_before()
    {
        await using BufferSystem system = new();
        await system.View();
        TaskCompletionSource gate = new();
        system.Journal.Gate = gate.Task;

        Task<ICaptureReply> reply = system.Accept("a");
        await ModelsSystem.Eventually(() => system.Status("a").Result == CaptureStatus.InProgress);
        Assert.False(reply.IsCompleted);
        gate.SetResult();

        Assert.IsType<CaptureAccepted>(await reply);
    }

    [Fact]
    public async Task Captures_that_come_together_share_one_write()
    {
        await using BufferSystem system = new(static options => options with { BatchSize = 100, BufferSize = 100 });
        await system.View();
        TaskCompletionSource gate = new();
        system.Journal.Gate = gate.Task;

        Task<ICaptureReply>[] replies = [.. Enumerable.Range(0, 50).Select(i => system.Accept($"c{i}"))];
        await ModelsSystem.Eventually(() => system.Status("c49").Result == CaptureStatus.InProgress);
        gate.SetResult();
        await Task.WhenAll(replies);

        Assert.InRange(system.Journal.Groups, 1, 5);
    }

    [Fact]
    public async Task An_id_is_used_once_while_it_is_written_waits_and_is_remembered()
    {
        await using BufferSystem system = new();
        await system.View();
        TaskCompletionSource gate = new();
        system.Journal.Gate = gate.Task;
        Task<ICaptureReply> first = system.Accept("a");
        Assert.Equal(CaptureRefusal.DuplicateId, (await system.Refused("a")).Reason);
        gate.SetResult();
        await first;
        Assert.Equal(CaptureRefusal.DuplicateId, (await system.Refused("a")).Reason);
        await system.Accepted("b");
        await system.Until(static view => view.Books.Stored == 2);

        CaptureRefused refused = await system.Refused("a");

        Assert.Equal(CaptureRefusal.DuplicateId, refused.Reason);
        Assert.Contains("'a' is in use already; give every capture an id of its own", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_inference_time_may_be_a_little_in_the_future_and_no_more()
    {
        await using BufferSystem system = new();

        Assert.IsType<CaptureAccepted>(await system.Accept("a", time: system.Now + TimeSpan.FromSeconds(5)));
        Assert.IsType<CaptureAccepted>(await system.Accept("b", time: DateTimeOffset.MinValue));
        CaptureRefused refused = await system.Refused("c", time: system.Now + TimeSpan.FromSeconds(5.001));

        Assert.Equal(CaptureRefusal.FutureTimestamp, refused.Reason);
        Assert.Equal(CaptureRefusal.FutureTimestamp, (await system.Refused("d", time: DateTimeOffset.MaxValue)).Reason);
        Assert.Equal(CaptureStatus.NotFound, await system.Status("c"));
    }

    [Fact]
    public async Task A_missing_inference_time_is_now()
    {
        await using BufferSystem system = new();

        await system.Accepted("a", "b");
        await system.Until(static view => view.Books.Stored == 2);

        Assert.Contains(
            $"\"inferenceTime\":\"{system.Now.UtcDateTime:yyyy-MM-ddTHH:mm:ss}\"", Assert.Single(system.Sink.Manifests), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Large_payloads_are_in_the_spool_before_OK()
    {
        await using BufferSystem system = new();
        await system.View();
        TaskCompletionSource gate = new();
        system.Spool.BeforeWrite = () => gate.Task;

        Task<ICaptureReply> large = system.Accept("large", bytes: 5000);
        await system.Accepted("small");
        Assert.False(large.IsCompleted);
        Assert.Equal(CaptureStatus.InProgress, await system.Status("large"));
        gate.SetResult();

        Assert.IsType<CaptureAccepted>(await large);
        await system.Until(static view => view.Books.Stored == 2);
        await ModelsSystem.Eventually(() => system.Spool.Payloads.Count == 0);
        Assert.Contains(system.Sink.Order, static key => key.Contains("/raw-data/input-tensors/large-0-", StringComparison.Ordinal));
        Assert.Contains("data-ref", Assert.Single(system.Sink.Manifests), StringComparison.Ordinal);
        Assert.Equal(["small", "large"], system.Sink.Ids);
    }

    [Theory]
    [InlineData(SpoolFault.DiskFull, CaptureRefusal.Full)]
    [InlineData(SpoolFault.Io, CaptureRefusal.NotStored)]
    [InlineData(SpoolFault.ReadOnly, CaptureRefusal.NotStored)]
    public async Task A_payload_that_cannot_be_kept_is_refused_and_leaves_nothing(SpoolFault fault, CaptureRefusal refusal)
    {
        await using BufferSystem system = new();
        system.Spool.WriteFault = fault;

        CaptureRefused refused = await system.Refused("a", bytes: 5000);
        system.Spool.WriteFault = null;

        Assert.Equal(refusal, refused.Reason);
        Assert.Equal(CaptureStatus.NotFound, await system.Status("a"));
        Assert.IsType<CaptureAccepted>(await system.Accept("a", bytes: 5000));
    }

    [Fact]
    public async Task A_rejected_write_reaches_the_client_and_leaves_nothing()
    {
        await using BufferSystem system = new();
        system.Journal.Rejects = static e => e is EdgeActors.Capture.Journal.CaptureAccepted;

        CaptureRefused small = await system.Refused("small");
        CaptureRefused large = await system.Refused("large", bytes: 5000);
        await ModelsSystem.Eventually(() => system.Spool.Payloads.Count == 0);
        system.Journal.Rejects = static _ => false;

        Assert.Equal(CaptureRefusal.NotStored, small.Reason);
        Assert.Equal(CaptureRefusal.NotStored, large.Reason);
        Assert.Equal(0, (await system.View()).Books.Accepted);
        await system.Accepted("small", "large");
    }

    [Fact]
    public async Task A_journal_without_room_refuses_as_full_and_says_when_to_come_back()
    {
        await using BufferSystem system = new();
        system.Journal.Rejection = new IOException("no room", BufferSystem.NoSpace);
        system.Journal.Rejects = static e => e is EdgeActors.Capture.Journal.CaptureAccepted;

        CaptureRefused refused = await system.Refused("a");
        system.Journal.Rejects = static _ => false;

        Assert.Equal(CaptureRefusal.Full, refused.Reason);
        Assert.Contains("disk", refused.Message, StringComparison.Ordinal);
        Assert.NotNull(refused.RetryAfter);
        await system.Accepted("a");
    }

    [Fact]
    public async Task A_full_buffer_refuses_and_says_when_to_come_back()
    {
        await using BufferSystem system = new(static options => options with { BufferSize = 3, BatchSize = 3 });
        system.Spool.CanSeal = false;
        system.Sink.Answer = static _ => Fakes.FakeSink.Unavailable;
        await system.Accepted("a", "b", "c");

        CaptureRefused refused = await system.Refused("d");

        Assert.Equal(CaptureRefusal.Full, refused.Reason);
        Assert.Equal(PushPeriod, refused.RetryAfter);
        Assert.Contains("3 captures wait to be stored", refused.Message, StringComparison.Ordinal);
        Assert.Equal(3, (await system.View()).Pending);
    }
}
