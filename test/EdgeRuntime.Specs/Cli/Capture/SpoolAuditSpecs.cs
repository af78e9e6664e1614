using EdgeActors.Capture;
using EdgeActors.Capture.Journal;
using EdgeActors.Capture.Ledger;
using EdgeActors.Cli.Capture.Books;

namespace EdgeActors.Specs.Cli.Capture;

public sealed class SpoolAuditSpecs
{
    private static readonly Dictionary<CaptureKey, string> Ids = new() { [CaptureKey.Of("large")] = "large" };

    [Fact]
    public void Sealed_batch_needs_its_file()
    {
        CaptureState state = CaptureState.Recover(null, [Accepted(1, "a"), new BatchFormed(7, [1]), new BatchSealed(7)], 10);

        Assert.Empty(new SpoolAudit(batch => batch == 7, _ => false).Missing(state));
        Assert.Equal(
            [(new CaptureRef(1, CaptureKey.Of("a")), "spool/batches/7.batch")], Pairs(new SpoolAudit(_ => false, _ => false).Missing(state)));
    }

    [Fact]
    public void Capture_in_the_journal_needs_what_of_it_was_too_large_for_the_journal()
    {
        CaptureState state = CaptureState.Recover(null, [Accepted(1, "a"), Accepted(2, "large", spooled: true)], 10);

        Assert.Empty(new SpoolAudit(_ => false, capture => capture == 2).Missing(state));
        Assert.Equal(
            [(new CaptureRef(2, CaptureKey.Of("large")), "spool/captures/2.capture")], Pairs(new SpoolAudit(_ => false, _ => false).Missing(state)));
    }

    [Fact]
    public void What_was_finished_between_two_looks_is_not_lost()
    {
        Dictionary<CaptureRef, string> first = new() { [Ref(1, "a")] = "f1", [Ref(2, "large")] = "f2" };
        Dictionary<CaptureRef, string> later = new() { [Ref(2, "large")] = "f2", [Ref(3, "b")] = "f3" };

        Finding finding = Assert.Single(SpoolAudit.Lost(first, later, Ids));

        Assert.Equal((FindingKind.Lost, "large", true), (finding.Kind, finding.Subject, finding.IsFault));
        Assert.Equal("is pending, and f2, which has its data, is not there", finding.Detail);
    }

    [Fact]
    public void Folder_that_makes_room_by_itself_may_miss_what_was_stored()
    {
        JournalView journal = new(2, 2, 0, 0, [], 0, [(CaptureKey.Of("a"), CaptureEnd.Stored)]);

        IReadOnlyList<Finding> findings = BooksAudit.Compare(journal, SinkView.Empty, makesRoom: true);

        Assert.Equal([(FindingKind.MadeRoom, false), (FindingKind.MadeRoom, false)], findings.Select(finding => (finding.Kind, finding.IsFault)));
    }

    [Fact]
    public void Record_in_folder_and_bucket_under_one_key_is_one()
    {
        SinkView disk = SinkView.Empty with { Captures = [("a", "m/1.jsonl"), ("b", "m/1.jsonl")] };
        SinkView bucket = SinkView.Empty with { Captures = [("a", "m/1.jsonl"), ("b", "m/2.jsonl"), ("c", "m/2.jsonl")] };

        Assert.Equal(["a", "b", "b", "c"], Sinks.Joined(disk, bucket).Captures.Select(one => one.CaptureId).Order());
    }

    private static CaptureRef Ref(long number, string id) => new(number, CaptureKey.Of(id));

    private static IEnumerable<(CaptureRef, string)> Pairs(IReadOnlyDictionary<CaptureRef, string> missing) => missing.Select(one => (one.Key, one.Value));

    private static CaptureAccepted Accepted(long number, string id, bool spooled = false)
    {
        ReadOnlyMemory<byte>? embedded = spooled ? (ReadOnlyMemory<byte>?)null : new byte[] { 1 };
        CapturedItem item = new(CaptureItemKind.InputTensor, "x", "Tensor[UINT8; 1]", false, 1, embedded);
        return new CaptureAccepted(new CapturedData(number, id, "m", "1", DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, [item]));
    }
}
