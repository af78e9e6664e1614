using EdgeActors.Wording;

namespace EdgeActors.Upload;

/// <summary>Limits and pauses of the uploader.</summary>
public sealed record UploadOptions
{
    /// <summary>Objects of one batch that are put at one time, 1 to 64. Default 4.</summary>
    public int PutConcurrency { get; init; } = 4;

    /// <summary>
    /// Longest time that one put may take besides that of its bytes at <see cref="SlowestRate"/>, 1 s to 1 h; then the sink counts as unavailable.
    /// Default 60 s.
    /// </summary>
    public TimeSpan PutTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// Bytes that one put moves in a second at the least, 64 to 1 GiB. It must be less than the sink's own limit, or a put that moves would be ended, and
    /// begun again, for ever. Default 1 MiB, for sinks without a network.
    /// </summary>
    public int SlowestRate { get; init; } = 1 << 20;

    /// <summary>Shortest pause after a failure, 10 ms to 1 min. Default 1 s.</summary>
    public TimeSpan MinBackoff { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Longest pause after failures, <see cref="MinBackoff"/> to 1 h. Default 1 min, after which uploads go on at the latest.</summary>
    public TimeSpan MaxBackoff { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Longest pause that the sink itself may ask for, 0 to 1 day. Default 1 h.</summary>
    public TimeSpan MaxRetryAfter { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Batches a second after an outage, until the backlog is gone, 0.1 to 10,000. Default 20.</summary>
    public double DrainBatchesPerSecond { get; init; } = 20;

    /// <summary>Seed of the pauses' jitter; devices of a fleet need different ones. Default 0.</summary>
    public int Seed { get; init; }

    /// <summary>Longest time that a put of so many bytes may take.</summary>
    public TimeSpan LongestPut(long bytes) => PutTimeout + TimeSpan.FromSeconds((double)bytes / SlowestRate);

    /// <summary>Every fault at once, each with the option's name, its value and what is allowed; empty when all is well.</summary>
    public IReadOnlyList<string> Faults()
    {
        List<string> faults = [];
        OptionRange.Check(faults, nameof(PutConcurrency), PutConcurrency, 1, 64);
        OptionRange.Check(faults, nameof(PutTimeout), PutTimeout, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1));
        OptionRange.Check(faults, nameof(SlowestRate), SlowestRate, 64, 1 << 30);
        OptionRange.Check(faults, nameof(MinBackoff), MinBackoff, TimeSpan.FromMilliseconds(10), TimeSpan.FromMinutes(1));
        OptionRange.Check(faults, nameof(MaxBackoff), MaxBackoff, MinBackoff, TimeSpan.FromHours(1));
        OptionRange.Check(faults, nameof(MaxRetryAfter), MaxRetryAfter, TimeSpan.Zero, TimeSpan.FromDays(1));
        OptionRange.Check(faults, nameof(DrainBatchesPerSecond), DrainBatchesPerSecond, 0.1, 10_000);
        return faults;
    }
}
