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
        await using BufferSystem system = new(static options => options with { BatchSize = 50, BufferSize = 50, GroupBytes = 1024, EmbedLimit = 3000 });
        ConcurrentQueue<object> written = Watch(system);

        await Together(system, 5, bytes: 200);
        await Together(system, 2, bytes: 2000, first: 10);

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

    // The first holds the journal until the others are there.
    private static async Task<ICaptureReply[]> Together(BufferSystem system, int count, int bytes, int first = 0)
    {
        await system.View();
        TaskCompletionSource gate = new();
        system.Journal.Gate = gate.Task;
        Task<ICaptureReply>[] replies = [.. Enumerable.Range(first, count).Select(i => system.Accept($"c{i}", bytes))];
        await ModelsSystem.Eventually(() => system.Status($"c{first + count - 1}").Result == CaptureStatus.InProgress);
        gate.SetResult();
        return await Task.WhenAll(replies);
    }

    private static int Size(object e) => e is CapturesAccepted group ? group.Captures.Length : 1;
}
