using EdgeActors.Capture;
using EdgeActors.Specs.Capture.Fakes;
using EdgeActors.Specs.Models;
using EdgeActors.Upload;

namespace EdgeActors.Specs.Capture.Buffering;

/// <summary>A full buffer refuses by its door; nothing else does.</summary>
public sealed class DoorSpecs
{
    [Fact]
    public async Task It_closes_with_the_last_place_and_opens_with_the_next_that_is_free()
    {
        await using BufferSystem system = Full();
        await system.Accepted("a", "b", "c");
        await system.View();
        Assert.Null(system.Door.Refusal);

        await system.Accepted("d");

        await ModelsSystem.Eventually(() => system.Door.Refusal is not null);
        Assert.Equal(await system.Refused("e"), system.Door.Refusal);
        system.Sink.Answer = static _ => SinkResult.Stored;
        await system.AdvanceUntil(() => system.Door.Refusal is null, TimeSpan.FromSeconds(1));
        await system.Accepted("e");
    }

    [Fact]
    public async Task The_longer_it_is_closed_the_later_clients_are_to_come_back()
    {
        await using BufferSystem system = Full();
        await system.Accepted("a", "b", "c", "d");
        await ModelsSystem.Eventually(() => system.Door.Refusal is not null);
        Assert.Equal(TimeSpan.FromSeconds(4), system.Door.Refusal!.RetryAfter);

        await system.AdvanceUntil(() => system.Door.Refusal?.RetryAfter == TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(5));

        Assert.Equal(TimeSpan.FromMinutes(1), (await system.Refused("e")).RetryAfter);
    }

    [Fact]
    public async Task Without_the_cloud_it_says_that_only_the_cloud_can_help_until_the_cloud_is_back()
    {
        await using BufferSystem system = Full(toCloud: true);
        await system.Accepted("a", "b", "c", "d");

        await ModelsSystem.Eventually(() => system.Door.Refusal is { Reason: CaptureRefusal.CloudUnreachable, RetryAfter: null });

        system.Sink.Answer = static _ => SinkResult.Stored;
        await system.AdvanceUntil(() => system.Door.Refusal is null, TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task A_buffer_that_is_gone_leaves_it_open()
    {
        await using BufferSystem system = Full();
        await system.Accepted("a", "b", "c", "d");
        await ModelsSystem.Eventually(() => system.Door.Refusal is not null);

        await system.Kill();

        await ModelsSystem.Eventually(() => system.Door.Refusal is null);
    }

    private static BufferSystem Full(bool toCloud = false)
    {
        BufferSystem system = new(options => options with { BufferSize = 4, ToCloud = toCloud });
        system.Spool.CanSeal = false;
        system.Sink.Answer = static _ => FakeSink.Unavailable;
        return system;
    }
}
