namespace EdgeActors.Capture;

/// <summary>Limits and periods of the capture buffer. <c>CaptureOptionsValidator</c> checks them at start.</summary>
public sealed record CaptureOptions
{
    /// <summary>The largest <see cref="BufferSize"/>.</summary>
    public const int LargestBuffer = 100_000;

    /// <summary>The largest <see cref="EmbedLimit"/>.</summary>
    public const int LargestEmbedLimit = 3072;

    /// <summary>The largest <see cref="RememberedIds"/>.</summary>
    public const int MostRememberedIds = 10_000;

    /// <summary>The shortest <see cref="PushPeriod"/>.</summary>
    public static readonly TimeSpan ShortestPushPeriod = TimeSpan.FromSeconds(1);

    /// <summary>The longest <see cref="PushPeriod"/>.</summary>
    public static readonly TimeSpan LongestPushPeriod = TimeSpan.FromDays(1);

    /// <summary>The largest <see cref="ClockSkew"/>.</summary>
    public static readonly TimeSpan LargestClockSkew = TimeSpan.FromDays(1);

    /// <summary><c>DbEnable</c>: whether an accepted capture is on stable storage. Default false.</summary>
    public bool Durable { get; init; }

    /// <summary><c>CaptureDataBufferSize</c>: captures that may wait, those of the batch in flight included, 1 to 100,000. Default 30.</summary>
    public int BufferSize { get; init; } = 30;

    /// <summary><c>CaptureDataBatchSize</c>: captures of one batch, 1 to <see cref="BufferSize"/>, less is recommended. Default 10.</summary>
    public int BatchSize { get; init; } = 10;

    /// <summary><c>CaptureDataPushPeriodSeconds</c>: longest time a capture waits for a batch to fill, 1 s to 1 day. Default 4 s.</summary>
    public TimeSpan PushPeriod { get; init; } = TimeSpan.FromSeconds(4);

    /// <summary><c>CaptureDataBase64EmbedLimit</c>: payloads of at most so many bytes are embedded in the record, 1 to 3072. Default 3072.</summary>
    public int EmbedLimit { get; init; } = LargestEmbedLimit;

    /// <summary>Whether captures go to the cloud (<c>CaptureDataDestination</c> Cloud), so that a full buffer may mean "no network". Default false.</summary>
    public bool ToCloud { get; init; }

    /// <summary>How far in the future an inference time may be, 0 to 1 day. Default 5 s.</summary>
    public TimeSpan ClockSkew { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Finished capture ids that are remembered, 0 to 10,000. Default 10,000.</summary>
    public int RememberedIds { get; init; } = MostRememberedIds;

    /// <summary>Bytes of one capture that go into the journal, 1024 to 65,536; what is more goes to the spool. Default 16 KiB.</summary>
    public int MaxJournalBytesPerCapture { get; init; } = 16 << 10;

    /// <summary>
    /// Bytes of captures that came at the same time and go into the journal as one record, 1024 to 65,536; a larger capture goes alone. Default 64 KiB.
    /// </summary>
    public int GroupBytes { get; init; } = 64 << 10;

    /// <summary>
    /// Longest time that captures wait for those of clients that were answered just now, to share a record with them; 1 to 100 ms. Default 1 ms.
    /// </summary>
    public TimeSpan GroupPatience { get; init; } = TimeSpan.FromMilliseconds(1);

    /// <summary>
    /// Bytes of captures that may wait in the journal, 64 KiB to 512 KiB. From half of it on batches move to the spool early; when it is
    /// used up, captures are refused, so that journal and snapshots stay within 5 MB. Without <see cref="Durable"/> it is not looked at.
    /// Default 512 KiB.
    /// </summary>
    public int MaxJournalBytesWaiting { get; init; } = 512 << 10;

    /// <summary>Bytes of events after which a snapshot replaces them, 64 KiB to 1 MiB. Default 1 MiB.</summary>
    public int SnapshotBytes { get; init; } = 1 << 20;

    /// <summary>Events after which a snapshot replaces them, 100 to 100,000. Default 5000.</summary>
    public int SnapshotEvents { get; init; } = 5000;

    /// <summary>
    /// Bytes of events that may be in the journal, <see cref="SnapshotBytes"/> to 2 MiB: while snapshots or deletes fail, captures are refused
    /// beyond it. Default 1.75 MiB.
    /// </summary>
    public int MaxJournalBytes { get; init; } = 7 << 18;

    /// <summary>Batches that are written to the spool at one time, 1 to 16. Default 4.</summary>
    public int ParallelSeals { get; init; } = 4;

    /// <summary>Refusals after which a capture is given up while the sink takes others, 1 to 100. Default 3.</summary>
    public int MaxRefusals { get; init; } = 3;

    /// <summary>Calls that wait for the buffer to start, 0 to 100,000; more are refused. Default 1000.</summary>
    public int MaxStashed { get; init; } = 1000;

    /// <summary>Time after which a failed write, snapshot, delete or removal is tried again, 0.1 s to 10 min. Default 2 s.</summary>
    public TimeSpan RetryPeriod { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Longest time after which a client that was refused for want of room is told to come back, 1 s to 1 h. It begins with <see cref="PushPeriod"/>
    /// and grows while there is no room. Default 1 min.
    /// </summary>
    public TimeSpan LongestRetryHint { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>What happens when the spool is over its budget. Default <see cref="SpoolPolicy.Reject"/>.</summary>
    public SpoolPolicy SpoolPolicy { get; init; } = SpoolPolicy.Reject;
}

/// <summary>What to do when the spool's budget is used up.</summary>
public enum SpoolPolicy
{
    /// <summary>Accept no more captures until the sink has taken some.</summary>
    Reject,

    /// <summary>Evict the oldest sealed batch; its captures end as FAILURE and are counted.</summary>
    DropOldest,
}
