namespace EdgeActors.Capture;

/// <summary>Those of <see cref="CaptureOptions"/> that may change while the buffer works.</summary>
/// <param name="BufferSize">See there. When it shrinks below what waits, new captures are refused until there is room.</param>
/// <param name="BatchSize">See there. Batches that are formed stay as they are.</param>
/// <param name="PushPeriod">See there. Holds for those that wait, too.</param>
/// <param name="ClockSkew">See there.</param>
/// <param name="RememberedIds">See there. When it shrinks, the oldest are forgotten.</param>
/// <param name="SpoolPolicy">See there.</param>
public sealed record CaptureTuning(
    int BufferSize, int BatchSize, TimeSpan PushPeriod, TimeSpan ClockSkew, int RememberedIds, SpoolPolicy SpoolPolicy)
{
    /// <summary>That part of <paramref name="options"/>.</summary>
    public static CaptureTuning Of(CaptureOptions options) => new(
        options.BufferSize, options.BatchSize, options.PushPeriod, options.ClockSkew, options.RememberedIds, options.SpoolPolicy);

    /// <summary><paramref name="options"/> with this in it.</summary>
    public CaptureOptions ApplyTo(CaptureOptions options) => options with
    {
        BufferSize = BufferSize,
        BatchSize = BatchSize,
        PushPeriod = PushPeriod,
        ClockSkew = ClockSkew,
        RememberedIds = RememberedIds,
        SpoolPolicy = SpoolPolicy,
    };
}

/// <summary>Changes the capture buffer while it works.</summary>
public interface ICaptureTuner
{
    /// <summary>Whether the buffer works with it now; false when the buffer is down and it has to be told again.</summary>
    /// <param name="tuning">Checked.</param>
    /// <param name="generation">Larger than any before; an older one that arrives late has no effect.</param>
    /// <param name="cancelled">Nobody waits any more.</param>
    ValueTask<bool> TuneAsync(CaptureTuning tuning, long generation, CancellationToken cancelled);
}
