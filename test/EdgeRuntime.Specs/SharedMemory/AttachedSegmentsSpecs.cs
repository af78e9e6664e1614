using EdgeActors.SharedMemory;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeActors.Specs.SharedMemory;

public sealed class AttachedSegmentsSpecs : IDisposable
{
    private readonly FakeSystemV _system = new() { AnySegment = new SegmentStatus(4096, 0x100) };
    private readonly ManualTime _time = new();
    private readonly AttachedSegments _segments;

    public AttachedSegmentsSpecs() =>
        _segments = new AttachedSegments(
            _system,
            new SharedMemoryOptions { IdleSegments = 2, IdleTimeout = TimeSpan.FromSeconds(10) },
            _time,
            NullLogger<AttachedSegments>.Instance);

    public void Dispose() => _segments.Dispose();

    [Fact]
    public void A_segment_is_attached_once_for_many_requests()
    {
        for (int request = 0; request < 10; request++)
        {
            _segments.Leave(Entered(7), keep: true);
        }

        Assert.Equal(1, _system.Attaches);
        Assert.Equal(1, _segments.Count);
    }

    [Fact]
    public void Readers_of_one_segment_share_one_attachment()
    {
        AttachedSegment first = Entered(7);
        AttachedSegment second = Entered(7);

        Assert.Same(first, second);
        Assert.Equal(2, first.Readers);
    }

    [Fact]
    public void Of_too_many_idle_segments_the_one_idle_longest_goes()
    {
        foreach (int segment in (int[])[1, 2, 1, 3])
        {
            AttachedSegment entered = Entered(segment);
            _time.Pass(TimeSpan.FromSeconds(1));
            _segments.Leave(entered, keep: true);
        }

        Assert.Equal([FakeSystemV.AddressOf(1), FakeSystemV.AddressOf(3)], _system.Attached);
    }

    [Fact]
    public void Segments_with_readers_are_never_detached()
    {
        AttachedSegment[] entered = [.. Enumerable.Range(1, 10).Select(Entered)];
        AttachedSegment shared = Entered(1);

        _segments.Leave(shared, keep: false);
        _time.Pass(TimeSpan.FromHours(1));
        _segments.Sweep();
        _segments.Dispose();

        Assert.Equal(10, _system.Attached.Count);
        Array.ForEach(entered, segment => _segments.Leave(segment, keep: true));
        Assert.Empty(_system.Attached);
    }

    [Fact]
    public void A_segment_not_to_be_kept_goes_with_its_last_reader()
    {
        AttachedSegment first = Entered(7);
        AttachedSegment second = Entered(7);

        _segments.Leave(first, keep: false);
        Assert.Single(_system.Attached);
        _segments.Leave(second, keep: true);

        Assert.Empty(_system.Attached);
        Assert.Equal(0, _segments.Count);
    }

    [Fact]
    public void An_idle_segment_is_detached_after_its_time()
    {
        _segments.Leave(Entered(7), keep: true);

        _time.Pass(TimeSpan.FromSeconds(9));
        _time.Fire();
        Assert.Single(_system.Attached);
        _time.Pass(TimeSpan.FromSeconds(1));
        _time.Fire();

        Assert.Empty(_system.Attached);
    }

    [Fact]
    public void An_idle_segment_that_its_owner_removed_is_detached_at_the_next_sweep()
    {
        _segments.Leave(Entered(7), keep: true);
        _segments.Leave(Entered(8), keep: true);
        _system.Segments[7] = new SegmentStatus(4096, 0x300);

        _time.Fire();

        Assert.Equal([FakeSystemV.AddressOf(8)], _system.Attached);
    }

    [Fact]
    public void The_sweep_runs_as_often_as_the_options_say() => Assert.Equal(TimeSpan.FromSeconds(5), _time.Period);

    [Fact]
    public void Without_room_for_idle_segments_none_waits()
    {
        using AttachedSegments segments = new(_system, new SharedMemoryOptions { IdleSegments = 0 }, _time, NullLogger<AttachedSegments>.Instance);
        Assert.Equal(0, segments.Enter(7, out AttachedSegment? attached));

        segments.Leave(attached!, keep: true);

        Assert.Empty(_system.Attached);
    }

    [Fact]
    public void A_refusal_of_the_kernel_leaves_nothing_behind()
    {
        _system.AttachError = Errno.AccessDenied;

        Assert.Equal(Errno.AccessDenied, _segments.Enter(7, out _));
        Assert.Equal(0, _segments.Count);
    }

    [Fact]
    public async Task Many_threads_may_come_and_go()
    {
        await Parallel.ForAsync(0, 20_000, (number, _) =>
        {
            Assert.Equal(0, _segments.Enter(number % 5, out AttachedSegment? attached));
            _segments.Leave(attached!, keep: number % 7 != 0);
            return ValueTask.CompletedTask;
        });

        Assert.InRange(_segments.Count, 0, 2);
        _segments.Dispose();
        Assert.Empty(_system.Attached);
    }

    private AttachedSegment Entered(int segment)
    {
        Assert.Equal(0, _segments.Enter(segment, out AttachedSegment? attached));
        return attached!;
    }
}
