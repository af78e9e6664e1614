using System.Collections.Immutable;
using EdgeActors.Capture;
using EdgeActors.Capture.Journal;
using EdgeActors.Capture.Ledger;

namespace EdgeActors.Specs.Capture.Ledger;

public sealed class CaptureStateSpecs
{
    private static readonly CaptureState Empty = new(10);

    [Fact]
    public void A_capture_goes_from_waiting_to_a_batch_to_the_sink()
    {
        CaptureState state = After([.. Accepted(1, 2, 3), new BatchFormed(1, [1, 2])]);
        Assert.Equal([3L], state.Waiting.Select(static capture => capture.Number));
        Assert.Equal(3, state.InJournal);
        Assert.Equal(CaptureStatus.InProgress, state.StatusOf(Key(1)));

        state.Apply(new BatchStored(1, [Key(1), Key(2)]));

        Assert.Equal(CaptureStatus.Success, state.StatusOf(Key(1)));
        Assert.Equal(new CaptureBooks(3, 2, 0, 0, 0), state.Books);
        Assert.Equal(1, state.Pending);
        Assert.Equal((4, 2), (state.NextCapture, state.NextBatch));
    }

    [Fact]
    public void A_sealed_batch_leaves_the_journal()
    {
        CaptureState state = After([.. Accepted(1, 2), new BatchFormed(1, [1, 2]), new BatchSealed(1)]);

        Assert.Equal((0, 0L, 2L, 1), (state.InJournal, state.JournalBytes, state.Pending, state.Sealed));
        Assert.Equal(1, state.UsersOf(1));
        Assert.Throws<InvalidOperationException>(() => state.Batch(1)!.ToBatch());
    }

    [Fact]
    public void Events_about_what_is_not_there_change_nothing()
    {
        CaptureState state = After([.. Accepted(1)]);
        foreach (ICaptureEvent stray in new ICaptureEvent[]
        {
            new BatchSealed(9), new BatchStored(9, [Key(9)]), new CapturesFailed(9, [Key(9)]), new BatchEvicted(9, [Key(9)]), new SuspectRefused(9),
            new CapturesLost(9, [Ref(9)]), new CapturesLost(0, [Ref(9)]), new CapturesSplitOff(9, [new SplitOffCapture(Ref(9), 10)]),
            new BatchFormed(9, [77]), new BatchesMissing([8], 5), Accepted(1).Single(),
        })
        {
            state.Apply(stray);
        }

        Assert.Equal(new CaptureBooks(1, 0, 0, 0, 0), state.Books);
        Assert.Equal(1, state.Pending);
        Assert.Empty(state.Batches);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Captures_that_are_set_aside_become_a_suspect_and_share_the_file(bool isSealed)
    {
        CaptureState state = After([.. Accepted(1, 2, 3), new BatchFormed(1, [1, 2, 3])]);
        if (isSealed)
        {
            state.Apply(new BatchSealed(1));
        }

        state.Apply(new CapturesSplitOff(1, [new SplitOffCapture(Ref(2), 2), new SplitOffCapture(Ref(3), 2)]));

        Assert.Equal(1, Assert.Single(state.Batch(1)!.Captures).Ref.Number);
        PendingBatch suspect = state.Batch(2)!;
        Assert.Equal((true, 1, isSealed ? 1 : 0), (suspect.Suspect, suspect.Refusals, suspect.File));
        Assert.Equal([2L, 3L], suspect.Captures.Select(static capture => capture.Ref.Number));
        Assert.Equal(suspect, state.Next(suspect: true, after: 0));
        state.Apply(new BatchStored(1, [Key(1)]));
        Assert.Equal(isSealed ? 1 : 0, state.UsersOf(1));
        state.Apply(new CapturesFailed(2, [Key(2), Key(3)]));
        Assert.Equal(new CaptureBooks(3, 1, 2, 0, 0), state.Books);
    }

    [Fact]
    public void The_id_that_finished_first_is_forgotten_first()
    {
        CaptureState state = new(2);
        for (int i = 1; i <= 3; i++)
        {
            state.Apply(Accepted(i).Single());
            state.Apply(new BatchFormed(i, [i]));
            state.Apply(new BatchStored(i, [Key(i)]));
        }

        Assert.Equal(
            [CaptureStatus.NotFound, CaptureStatus.Success, CaptureStatus.Success], new[] { 1, 2, 3 }.Select(id => state.StatusOf(Key(id))));
    }

    [Fact]
    public void A_snapshot_tells_sealed_batches_as_ranges_and_the_spool_tells_the_rest()
    {
        ImmutableArray<ICaptureEvent> events =
        [
            .. Enumerable.Range(1, 1000).SelectMany(static i => (ICaptureEvent[])[.. Accepted(i), new BatchFormed(i, [i]), new BatchSealed(i)]),
            new CapturesSplitOff(500, [new SplitOffCapture(Ref(500), 1001)]),
            .. Accepted(1001),
        ];
        CaptureState before = After(events);

        CaptureSnapshot snapshot = before.ToSnapshot();
        CaptureState after = CaptureState.Recover(snapshot, [], 10);

        Assert.Equal<SealedRange[]>([new SealedRange(1, 499), new SealedRange(501, 1000)], [.. snapshot.Sealed]);
        Assert.Equal((before.Books, before.Pending, before.NextBatch, before.NextCapture), (after.Books, after.Pending, after.NextBatch, after.NextCapture));
        Reconciliation found = Reconciliation.Decide(after, Inventory([.. Enumerable.Range(1, 1000)]));
        Assert.Empty(found.Events);
        Assert.Empty(found.Unused);
        Assert.Equal(before.Pending, after.Pending);
        Assert.Equal(CaptureStatus.InProgress, after.StatusOf(Key(777)));
    }

    [Fact]
    public void Batches_that_the_snapshot_counts_and_the_spool_has_not_are_lost_by_number()
    {
        CaptureState before = After([.. Accepted(1, 2), new BatchFormed(1, [1]), new BatchSealed(1), new BatchFormed(2, [2]), new BatchSealed(2)]);
        CaptureState state = CaptureState.Recover(before.ToSnapshot(), [], 10);

        Reconciliation found = Reconciliation.Decide(state, Inventory([2]));
        foreach (ICaptureEvent happened in found.Events)
        {
            state.Apply(happened);
        }

        BatchesMissing missing = Assert.IsType<BatchesMissing>(Assert.Single(found.Events));
        Assert.Equal((1L, 1L), (Assert.Single(missing.Batches), missing.Captures));
        Assert.Equal(new CaptureBooks(2, 0, 1, 0, 1), state.Books);
    }

    [Fact]
    public void The_file_of_a_batch_that_is_done_goes_and_one_that_is_owed_in_the_journal_stays_until_then()
    {
        CaptureState state = After([.. Accepted(1, 2), new BatchFormed(1, [1]), new BatchStored(1, [Key(1)]), new BatchFormed(2, [2])]);

        Reconciliation found = Reconciliation.Decide(state, Inventory([1, 2]));

        Assert.Equal(1L, Assert.Single(found.Unused));
        Assert.Equal(2, Assert.Single(found.Unfinished).File);
        Assert.Empty(found.Events);
    }

    [Fact]
    public void After_a_lost_journal_the_spool_is_taken_in_and_no_number_is_used_again()
    {
        CaptureState state = new(10);

        foreach (ICaptureEvent happened in Reconciliation.Decide(state, Inventory([5, 6])).Events)
        {
            state.Apply(happened);
        }

        Assert.Equal((2L, 7L, 7L), (state.Pending, state.NextBatch, state.NextCapture));
        Assert.Equal(new CaptureBooks(2, 0, 0, 0, 0), state.Books);
    }

    [Fact]
    public void Ten_thousand_captures_are_applied_in_no_time_that_grows_with_them()
    {
        CaptureState state = new(10_000);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 1; i <= 50_000; i++)
        {
            state.Apply(Accepted(i).Single());
            if (i % 10 == 0)
            {
                state.Apply(new BatchFormed(i / 10, [.. Enumerable.Range(i - 9, 10).Select(static n => (long)n)]));
            }
        }

        Assert.Equal(50_000, state.InJournal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 50_000L * 4000);
    }

    private static CaptureState After(IEnumerable<ICaptureEvent> events) => CaptureState.Recover(Empty.ToSnapshot(), events, 10);

    private static IEnumerable<ICaptureEvent> Accepted(params int[] numbers) => numbers.Select(static number =>
        new CaptureAccepted(new CapturedData(number, $"id-{number}", "m", "1", default, default, [])));

    private static SpoolInventory Inventory(int[] batches) => new(
        [.. batches.Select(static number => new SealedBatch(number, 100, default, [(number, $"id-{number}")]))], [], []);

    private static CaptureKey Key(int number) => CaptureKey.Of($"id-{number}");

    private static CaptureRef Ref(int number) => new(number, Key(number));
}
