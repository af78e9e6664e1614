using System.Text;

namespace EdgeActors.Specs.PowerLoss;

/// <summary>The model of a disk must itself find the classic mistakes, or a green run would prove nothing.</summary>
public class CrashStatesSpecs
{
    private static readonly byte[] Content = Encoding.UTF8.GetBytes(new string('x', 2000));

    private static readonly DiskEvent[] Careful =
    [
        new DiskEvent.Created("/r/f.tmp"),
        new DiskEvent.Written("/r/f.tmp", 0, Content),
        new DiskEvent.Synced("/r/f.tmp"),
        new DiskEvent.Renamed("/r/f.tmp", "/r/f"),
        new DiskEvent.Synced("/r"),
        new DiskEvent.Acknowledged("f"),
    ];

    [Fact]
    public void Write_fsync_rename_fsync_loses_nothing() => Assert.Empty(Lost(Careful));

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    public void A_missing_fsync_of_file_or_folder_is_found(int missing) => Assert.NotEmpty(Lost([.. Careful.Where((_, i) => i != missing)]));

    [Fact]
    public void An_acknowledgement_before_the_last_fsync_is_found() =>
        Assert.NotEmpty(Lost([.. Careful[..4], Careful[5], Careful[4]]));

    [Fact]
    public void A_removal_can_be_undone_until_its_folder_is_synced()
    {
        DiskEvent[] run = [.. Careful, new DiskEvent.Removed("/r/f")];

        CrashState[] states = [.. CrashStates.Of(run, seed: 1).Where(state => state.Acknowledged.Count == 1)];

        Assert.Contains(states, state => state.Files.Count == 1);
        Assert.Contains(states, state => state.Files.Count == 0);
    }

    [Fact]
    public void A_file_that_was_made_again_and_synced_does_not_fall_to_the_removal_before_it()
    {
        DiskEvent[] run =
        [
            new DiskEvent.Created("/r/f"),
            new DiskEvent.Synced("/r/f"),
            new DiskEvent.Removed("/r/f"),
            new DiskEvent.Created("/r/f"),
            new DiskEvent.Written("/r/f", 0, Content),
            new DiskEvent.Synced("/r/f"),
            new DiskEvent.Acknowledged("f"),
            new DiskEvent.Created("/r/g"),
            new DiskEvent.Synced("/r"),
        ];

        Assert.Empty(Lost(run));
    }

    [Fact]
    public void A_write_can_be_torn_between_sectors()
    {
        CrashState[] states = [.. Enumerable.Range(0, 20).SelectMany(seed => CrashStates.Of(Careful[..2], seed))];

        Assert.Contains(states, state => state.Files.TryGetValue("/r/f.tmp", out byte[]? torn) && torn.Length is 512 or 1024 or 1536);
    }

    [Fact]
    public void The_same_seed_gives_the_same_states() =>
        Assert.Equal(Names(CrashStates.Of(Careful, seed: 7)), Names(CrashStates.Of(Careful, seed: 7)));

    [Fact]
    public void A_trace_is_read_in_order_with_paths_and_bytes()
    {
        string[] lines =
        [
            """10.000000 openat(AT_FDCWD<\x2f\x72>, "\x2f\x72\x2f\x61", O_RDWR|O_CREAT|O_CLOEXEC, 0600) = 5<\x2f\x72\x2f\x61> <0.000010>""",
            """10.000100 pwrite64(5<\x2f\x72\x2f\x61>, "\x68\x69", 2, 4096) = 2 <0.000010>""",
            """10.000200 fsync(5<\x2f\x72\x2f\x61>) = 0 <0.000300>""",
            """10.000600 write(1<pipe:[1]>, "\x41\x43\x4b\x20\x63\x2d\x31\x0a", 8) = 8 <0.000010>""",
            """10.000700 fsync(5<\x2f\x72\x2f\x61>) = -1 EIO (Input/output error) <0.000010>""",
            "10.000800 +++ exited with 0 +++",
        ];

        IReadOnlyList<DiskEvent> run = RecordedRun.Order(lines.Reverse(), "/r");

        Assert.Collection(
            run,
            e => Assert.Equal(new DiskEvent.Created("/r/a"), e),
            e => Assert.Equal("hi"u8.ToArray(), Assert.IsType<DiskEvent.Written>(e).Data),
            e => Assert.Equal(new DiskEvent.Synced("/r/a"), e),
            e => Assert.Equal(new DiskEvent.Acknowledged("c-1"), e));
    }

    private static IEnumerable<CrashState> Lost(DiskEvent[] run) => CrashStates.Of(run, seed: 1)
        .Where(state => state.Acknowledged.Count > 0 && !(state.Files.TryGetValue("/r/f", out byte[]? kept) && kept.SequenceEqual(Content)));

    private static IEnumerable<string> Names(IEnumerable<CrashState> states) =>
        states.Select(state => $"{state.After}:{string.Join(',', state.Files.Select(f => f.Key + f.Value.Length))}");
}
