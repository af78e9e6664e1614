using EdgeActors.Capture;
using EdgeActors.Capture.Journal;
using EdgeActors.Specs.Capture.Fakes;
using EdgeActors.Upload;

namespace EdgeActors.Specs.Capture.Simulation;

/// <summary>What a crash leaves: the journal, the snapshot, the spool, the sink, and what clients were told.</summary>
internal sealed class SimulatedWorld
{
    private readonly CaptureJournalSerializer _serializer = new(null);

    public List<(long Sequence, ICaptureEvent Event)> Journal { get; } = [];

    public (long Sequence, CaptureSnapshot Snapshot)? Snapshot { get; private set; }

    public long Sequence { get; private set; }

    public FakeSpool Spool { get; } = new() { BudgetBytes = 20_000 };

    public SinkMode Sink { get; set; }

    public bool JournalRejects { get; set; }

    /// <summary>Objects of the sink: key to the ids in it.</summary>
    public Dictionary<string, string[]> Objects { get; } = [];

    /// <summary>Ids in the order in which their record was stored first.</summary>
    public List<string> Order { get; } = [];

    /// <summary>Ids that a client was told OK for, in order.</summary>
    public List<string> Acknowledged { get; } = [];

    public TimeSpan Clock { get; set; }

    public void Append(ICaptureEvent happened) => Journal.Add((++Sequence, (ICaptureEvent)Again(happened)));

    /// <summary>A rejected event uses up a number.</summary>
    public void Skip() => Sequence++;

    public void Save(CaptureSnapshot snapshot, long sequence) => Snapshot = (sequence, (CaptureSnapshot)Again(snapshot));

    public void Delete(long toSequence) => Journal.RemoveAll(one => one.Sequence <= toSequence);

    /// <summary>The sink's part of an attempt: payloads first, then one manifest for the batch.</summary>
    public PutOutcome Put(UploadProtocol.BatchToUpload given)
    {
        CaptureBatch batch;
        try
        {
            // The spool of the simulation answers at once.
            batch = given.Data ?? Spool.ReadAsync(given.File, default).GetAwaiter().GetResult();
        }
        catch (SpoolException damaged)
        {
            return PutOutcome.NotOpened(PutEnd.Unreadable, given.Captures, damaged.Message);
        }

        CapturedData[] captures = [.. batch.Captures.Where(capture => given.Captures.Contains(capture.Number))];
        PutOutcome payloads = PutOutcome.Of([.. captures.Where(static c => c.Items.Any(static i => i.Embedded is null)).Select(PutPayload)], manifest: false);
        if (payloads.End != PutEnd.Stored)
        {
            return payloads;
        }

        SinkResult answer = Answer();
        if (answer.Outcome == SinkOutcome.Stored || Sink == SinkMode.StoresAndFails)
        {
            string[] ids = [.. captures.Select(static capture => capture.CaptureId)];
            if (Objects.TryAdd(string.Join('+', ids), ids))
            {
                Order.AddRange(ids);
            }
        }

        PutOutcome manifest = PutOutcome.Of([new PutResult(given.Captures, answer)], manifest: true);
        return manifest with { Stored = manifest.Stored + payloads.Stored };
    }

    private PutResult PutPayload(CapturedData capture)
    {
        bool isMissing = Spool.OpenAsync(capture.Number, 0, default).IsFaulted;
        return new PutResult([capture.Number], isMissing ? new SinkResult(SinkOutcome.Unreadable, "missing")
            : capture.CaptureId.StartsWith("poison", StringComparison.Ordinal) && Sink != SinkMode.Down ? FakeSink.Refused : Answer());
    }

    private SinkResult Answer() => Sink switch
    {
        SinkMode.Up => SinkResult.Stored,
        SinkMode.RefusesAll => FakeSink.Refused,
        _ => FakeSink.Unavailable,
    };

    private object Again(ICaptureRecord record) => CaptureJournalSerializer.Read(_serializer.ToBinary(record), _serializer.Manifest(record));
}

/// <summary>How the sink of a simulation answers.</summary>
internal enum SinkMode
{
    Up,
    Down,
    RefusesAll,
    StoresAndFails,
}
