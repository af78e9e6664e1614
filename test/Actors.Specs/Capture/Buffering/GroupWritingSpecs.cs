using System.Collections.Concurrent;
using EdgeActors.Capture;
using EdgeActors.Capture.Journal;
using EdgeActors.Specs.Models;
using static EdgeActors.Capture.CaptureProtocol;

namespace EdgeActors.Specs.Capture.Buffering;

/// <summary>Captures that come while others are written share a record, and its fate.</summary>
public sealed class GroupWritingSpecs
{
    [Fact]
    public async Task Those_that_come_while_one_is_written_are_one_record()
    {
        await using BufferSystem system = new(static options => options with { BatchSize = 50, BufferSize = 50 });
        ConcurrentQueue<object> written = Watch(system);

        await Together(system, 20, bytes: 10);

        Assert.Equal(20, system.View().Result.Waiting);
        Assert.Equal([1, 19], written.Select(Size));
    }

    [Fact]
    public async Task No_group_is_larger_than_its_bytes_and_one_that_is_goes_alone()
    {
        await using BufferSystem system = new(static options => options with { BatchSize = 50, BufferSize = 50, GroupBytes = 1024 });
        ConcurrentQueue<object> written = Watch(system);

        await Together(system, 5, bytes: 200, isRunning: true);
        await Together(system, 2, bytes: 2000, first: 10, isRunning: true);

        Assert.Equal([1, 2, 2, 1, 1], written.Select(Size));
    }

    [Fact]
    public async Task A_group_that_the_journal_rejects_is_refused_as_a_whole_and_may_come_again()
    {
        await using BufferSystem system = new(static options => options with { BatchSize = 50, BufferSize = 50 });
        system.Journal.Rejects = static e => e is CapturesAccepted;

        ICaptureReply[] replies = await Together(system, 4, bytes: 10);
        system.Journal.Rejects = static _ => false;

        Assert.IsType<CaptureProtocol.CaptureAccepted>(replies[0]);
        Assert.All(replies[1..], static reply => Assert.Equal(CaptureRefusal.NotStored, Assert.IsType<CaptureRefused>(reply).Reason));
        Assert.Equal(1, (await system.View()).Books.Accepted);
        await system.Accepted("c1", "c2", "c3");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Who_was_answered_just_now_is_waited_for_a_moment(bool comesBack)
    {
        await using BufferSystem system = new(static options => options with { BatchSize = 50, BufferSize = 50 });
        ConcurrentQueue<object> written = Watch(system);
        await Together(system, 9, bytes: 10);

        List<Task<ICaptureReply>> late = await Begin(system, 10, 3);
        await system.View();
        Assert.DoesNotContain(late, static reply => reply.IsCompleted);
        if (comesBack)
        {
            late.AddRange(await Begin(system, 20, 3));
        }
        else
        {
            system.Advance(TimeSpan.FromMilliseconds(1));
        }

        await Task.WhenAll(late);
        Assert.Equal([1, 8, comesBack ? 6 : 3], written.Select(Size));
    }

    [Fact]
    public async Task Once_the_moment_is_over_nobody_is_waited_for()
    {
        await using BufferSystem system = new(static options => options with { BatchSize = 50, BufferSize = 50 });
        ConcurrentQueue<object> written = Watch(system);
        await Together(system, 9, bytes: 10);
        await system.View();
        system.Advance(TimeSpan.FromMilliseconds(1));
        await system.View();

        await system.Accepted("c20");

        Assert.Equal([1, 8, 1], written.Select(Size));
    }

    [Fact]
    public async Task Who_captures_alone_never_waits()
    {
        await using BufferSystem system = new(static options => options with { BatchSize = 50, BufferSize = 50 });
        ConcurrentQueue<object> written = Watch(system);

        await system.Accepted("c1", "c2", "c3");

        Assert.Equal([1, 1, 1], written.Select(Size));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_is_decided_while_clients_are_waited_for_goes_before_their_captures_or_when_the_moment_is_over(bool comeBack)
    {
        await using BufferSystem system = new(static options => options with { BatchSize = 9, BufferSize = 50 });
        ConcurrentQueue<object> written = Watch(system);
        await Together(system, 9, bytes: 10);
        await system.View();
        Assert.DoesNotContain(written, static e => e is BatchFormed);

        if (comeBack)
        {
            await Task.WhenAll(await Begin(system, 20, 6));
        }
        else
        {
            system.Advance(TimeSpan.FromMilliseconds(1));
        }

        await ModelsSystem.Eventually(() => written.OfType<BatchFormed>().Any());
        Assert.Equal(["CaptureAccepted", "CapturesAccepted", "BatchFormed", .. comeBack ? ["CapturesAccepted"] : Array.Empty<string>()], written.Take(comeBack ? 4 : 3).Select(static e => e.GetType().Name));
    }

    [Fact]
    public async Task A_batch_whose_forming_the_journal_rejects_is_not_overtaken_by_the_next()
    {
        await using BufferSystem system = new(static options => options with { BatchSize = 2, BufferSize = 50 });
        int formed = 0;
        system.Journal.Rejects = e => e is BatchFormed && formed++ == 0;

        await Together(system, 5, bytes: 10);
        await system.AdvanceUntil(() => system.Sink.Ids.Count == 5, TimeSpan.FromSeconds(1));

        Assert.Equal(["c0", "c1", "c2", "c3", "c4"], system.Sink.Ids);
    }

    [Fact]
    public async Task A_group_outlives_a_restart()
    {
        await using BufferSystem system = new(static options => options with { BatchSize = 50, BufferSize = 50 });
        await Together(system, 6, bytes: 10);

        await system.Restart();

        Assert.Equal(6, (await system.View()).Waiting);
        Assert.Equal(CaptureRefusal.DuplicateId, (await system.Refused("c5")).Reason);
    }

    private static ConcurrentQueue<object> Watch(BufferSystem system)
    {
        ConcurrentQueue<object> written = [];
        system.Journal.Rejects = e =>
        {
            written.Enqueue(e);
            return false;
        };
        return written;
    }

    // The first holds the journal until the others are there. Time stands still, or runs until all are answered.
    private static async Task<ICaptureReply[]> Together(BufferSystem system, int count, int bytes, int first = 0, bool isRunning = false)
    {
        await system.View();
        TaskCompletionSource gate = new();
        system.Journal.Gate = gate.Task;
        List<Task<ICaptureReply>> replies = await Begin(system, first, count, bytes);
        gate.SetResult();
        Task<ICaptureReply[]> all = Task.WhenAll(replies);
        await ModelsSystem.Eventually(() =>
        {
            system.Advance(isRunning ? TimeSpan.FromMilliseconds(1) : TimeSpan.Zero);
            return all.IsCompleted;
        });
        return await all;
    }

    // Ends when the buffer has them all.
    private static async Task<List<Task<ICaptureReply>>> Begin(BufferSystem system, int first, int count, int bytes = 10)
    {
        List<Task<ICaptureReply>> replies = [.. Enumerable.Range(first, count).Select(i => system.Accept($"c{i}", bytes))];
        await ModelsSystem.Eventually(() => system.Status($"c{first + count - 1}").Result != CaptureStatus.NotFound);
        return replies;
    }

    private static int Size(object e) => e is CapturesAccepted group ? group.Captures.Length : 1;
}
