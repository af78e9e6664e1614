namespace EdgeActors.Capture;

/// <summary>Limits and periods of the capture buffer. <c>CaptureOptionsValidator</c> checks them at start.</summary>
public sealed record CaptureOptions
{
    /// <summary><c>DbEnable</c>: whether an accepted capture is on stable storage. Default false.</summary>
    public bool Durable { get; init; }

    /// <summary><c>CaptureDataBufferSize</c>: captures that may wait, those of the batch in flight included, 1 to 100,000. Default 30.</summary>
    public int BufferSize { get; init; } = 30;

    /// <summary><c>CaptureDataBatchSize</c>: captures of one batch, 1 to <see cref="BufferSize"/>, less is recommended. Default 10.</summary>
    public int BatchSize { get; init; } = 10;

    /// <summary><c>CaptureDataPushPeriodSeconds</c>: longest time a capture waits for a batch to fill, 1 s to 1 day. Default 4 s.</summary>
    public TimeSpan PushPeriod { get; init; } = TimeSpan.FromSeconds(4);

    /// <summary><c>CaptureDataBase64EmbedLimit</c>: payloads of at most so many bytes are embedded in the record, 1 to 3072. Default 3072.</summary>
    public int EmbedLimit { get; init; } = 3072;

    /// <summary>Whether captures go to the cloud (<c>CaptureDataDestination</c> Cloud), so that a full buffer may mean "no network". Default false.</summary>
    public bool ToCloud { get; init; }

    /// <summary>How far in the future an inference time may be, 0 to 1 day. Default 5 s.</summary>
    public TimeSpan ClockSkew { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Finished capture ids that are remembered, 0 to 10,000. Default 10,000.</summary>
    public int RememberedIds { get; init; } = 10_000;

    /// <summary>Bytes of one capture that go into the journal, 1024 to 65,536; what is more goes to the spool. Default 16 KiB.</summary>
    public int MaxJournalBytesPerCapture { get; init; } = 16 << 10;

    /// <summary>
    /// Bytes of captures that wait in the journal, 64 KiB to 512 KiB; beyond it waiting captures move to the spool early, so that journal and
    /// snapshots stay within 5 MB. Default 384 KiB.
    /// </summary>
    public int MaxJournalBytesWaiting { get; init; } = 384 << 10;

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
