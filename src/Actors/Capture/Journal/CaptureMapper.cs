using EdgeActors.Capture.Ledger;
using Google.Protobuf;
using Wire = EdgeActors.Protocol.Journal;

namespace EdgeActors.Capture.Journal;

/// <summary>Events to the messages of the journal and back. The only place that sees the generated types.</summary>
internal static class CaptureMapper
{
    public static IMessage ToWire(ICaptureRecord record) => record switch
    {
        CaptureAccepted e => new Wire.CaptureAccepted { Capture = CapturedMapper.ToWire(e.Capture) },
        CapturesAccepted e => CaptureGroup.ToWire(e),
        BatchFormed e => new Wire.BatchFormed { Batch = e.Batch, Captures = { e.Captures } },
        BatchSealed e => new Wire.BatchSealed { Batch = e.Batch },
        CapturesSplitOff e => new Wire.CapturesSplitOff
        {
            Batch = e.Batch,
            Captures = { e.Captures.Select(static one => new Wire.SplitOff { Capture = CapturedMapper.ToWire(one.Capture), Batch = one.Batch }) },
        },
        SuspectRefused e => new Wire.SuspectRefused { Batch = e.Batch },
        BatchStored e => new Wire.BatchStored { Batch = e.Batch, Keys = CapturedMapper.ToWire(e.Keys) },
        CapturesFailed e => new Wire.CapturesFailed { Batch = e.Batch, Keys = CapturedMapper.ToWire(e.Keys) },
        BatchEvicted e => new Wire.BatchEvicted { Batch = e.Batch, Keys = CapturedMapper.ToWire(e.Keys) },
        CapturesLost e => new Wire.CapturesLost { Batch = e.Batch, Captures = { e.Captures.Select(CapturedMapper.ToWire) } },
        BatchesMissing e => new Wire.BatchesMissing { Batches = { e.Batches }, Captures = e.Captures },
        BatchAdopted e => new Wire.BatchAdopted
        {
            Batch = e.Batch,
            Captures = { e.Captures.Select(CapturedMapper.ToWire) },
            Excluded = { e.Excluded },
            Bytes = e.Bytes,
            OldestTicks = e.OldestAcceptedAt.UtcTicks,
        },
        CaptureSnapshot e => ToWire(e),
        _ => throw new ArgumentOutOfRangeException(nameof(record), record.GetType(), "not a record of the capture journal; add it to the mapper"),
    };

    public static CaptureAccepted FromWire(Wire.CaptureAccepted e) => new(CapturedMapper.FromWire(e.Capture));

    public static BatchFormed FromWire(Wire.BatchFormed e) => new(e.Batch, [.. e.Captures]);

    public static BatchSealed FromWire(Wire.BatchSealed e) => new(e.Batch);

    public static CapturesSplitOff FromWire(Wire.CapturesSplitOff e) =>
        new(e.Batch, [.. e.Captures.Select(static one => new SplitOffCapture(CapturedMapper.FromWire(one.Capture), one.Batch))]);

    public static SuspectRefused FromWire(Wire.SuspectRefused e) => new(e.Batch);

    public static BatchStored FromWire(Wire.BatchStored e) => new(e.Batch, CapturedMapper.FromWire(e.Keys));

    public static CapturesFailed FromWire(Wire.CapturesFailed e) => new(e.Batch, CapturedMapper.FromWire(e.Keys));

    public static BatchEvicted FromWire(Wire.BatchEvicted e) => new(e.Batch, CapturedMapper.FromWire(e.Keys));

    public static CapturesLost FromWire(Wire.CapturesLost e) => new(e.Batch, [.. e.Captures.Select(CapturedMapper.FromWire)]);

    public static BatchesMissing FromWire(Wire.BatchesMissing e) => new([.. e.Batches], e.Captures);

    public static BatchAdopted FromWire(Wire.BatchAdopted e) =>
        new(e.Batch, [.. e.Captures.Select(CapturedMapper.FromWire)], [.. e.Excluded], e.Bytes, new DateTimeOffset(e.OldestTicks, TimeSpan.Zero));

    public static CaptureSnapshot FromWire(Wire.Snapshot s) => new(
        s.NextCapture,
        s.NextBatch,
        [.. s.Waiting.Select(CapturedMapper.FromWire)],
        [.. s.Batches.Select(FromWire)],
        [.. s.Sealed.Select(static range => new SealedRange(range.First, range.Last))],
        s.SealedCaptures,
        [.. s.Exclusions.Select(static one => new FileExclusion(one.File, [.. one.Captures]))],
        [.. CapturedMapper.FromWire(s.FinishedKeys).Zip(s.FinishedStatuses, static (key, status) => new FinishedCapture(key, (CaptureStatus)status))],
        new CaptureBooks(s.Accepted, s.Stored, s.Failed, s.Evicted, s.Lost));

    private static Wire.Snapshot ToWire(CaptureSnapshot s) => new()
    {
        NextCapture = s.NextCapture,
        NextBatch = s.NextBatch,
        Waiting = { s.Waiting.Select(CapturedMapper.ToWire) },
        Batches = { s.Batches.Select(ToWire) },
        Sealed = { s.Sealed.Select(static range => new Wire.SealedRange { First = range.First, Last = range.Last }) },
        SealedCaptures = s.SealedCaptures,
        Exclusions = { s.Exclusions.Select(static one => new Wire.Exclusion { File = one.File, Captures = { one.Captures } }) },
        FinishedKeys = CapturedMapper.KeysOf(s.Finished),
        FinishedStatuses = CapturedMapper.StatusesOf(s.Finished),
        Accepted = s.Books.Accepted,
        Stored = s.Books.Stored,
        Failed = s.Books.Failed,
        Evicted = s.Books.Evicted,
        Lost = s.Books.Lost,
    };

    private static Wire.Batch ToWire(SnapshotBatch batch) => new()
    {
        Number = batch.Number,
        File = batch.File,
        Suspect = batch.Suspect,
        Refusals = batch.Refusals,
        Captures = { batch.Data.Select(CapturedMapper.ToWire) },
        Refs = { batch.Captures.Select(CapturedMapper.ToWire) },
    };

    private static SnapshotBatch FromWire(Wire.Batch batch) => new(
        batch.Number,
        batch.File,
        batch.Suspect,
        batch.Refusals,
        [.. batch.Captures.Select(CapturedMapper.FromWire)],
        [.. batch.Refs.Select(CapturedMapper.FromWire)]);
}
