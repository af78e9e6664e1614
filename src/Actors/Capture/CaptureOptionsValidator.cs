using EdgeActors.Wording;

namespace EdgeActors.Capture;

/// <summary>Checks <see cref="CaptureOptions"/>.</summary>
public static class CaptureOptionsValidator
{
    /// <summary>Every fault at once, each with the option's name, its value and what is allowed; empty when all is well.</summary>
    public static IReadOnlyList<string> Faults(CaptureOptions options)
    {
        List<string> faults = [];
        OptionRange.Check(faults, nameof(options.BufferSize), options.BufferSize, 1, CaptureOptions.LargestBuffer);
        OptionRange.Check(faults, nameof(options.BatchSize), options.BatchSize, 1, Math.Max(1, options.BufferSize));
        OptionRange.Check(faults, nameof(options.PushPeriod), options.PushPeriod, CaptureOptions.ShortestPushPeriod, CaptureOptions.LongestPushPeriod);
        OptionRange.Check(faults, nameof(options.EmbedLimit), options.EmbedLimit, 1, CaptureOptions.LargestEmbedLimit);
        OptionRange.Check(faults, nameof(options.ClockSkew), options.ClockSkew, TimeSpan.Zero, CaptureOptions.LargestClockSkew);
        OptionRange.Check(faults, nameof(options.RememberedIds), options.RememberedIds, 0, CaptureOptions.MostRememberedIds);
        OptionRange.Check(faults, nameof(options.MaxJournalBytesPerCapture), options.MaxJournalBytesPerCapture, 1024, 65_536);
        OptionRange.Check(faults, nameof(options.GroupBytes), options.GroupBytes, 1024, 65_536);
        OptionRange.Check(faults, nameof(options.GroupPatience), options.GroupPatience, TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(100));
        OptionRange.Check(faults, nameof(options.MaxJournalBytesWaiting), options.MaxJournalBytesWaiting, 64 << 10, 512 << 10);
        OptionRange.Check(faults, nameof(options.SnapshotBytes), options.SnapshotBytes, 64 << 10, 1 << 20);
        OptionRange.Check(faults, nameof(options.SnapshotEvents), options.SnapshotEvents, 100, 100_000);
        OptionRange.Check(faults, nameof(options.MaxJournalBytes), options.MaxJournalBytes, options.SnapshotBytes, 2 << 20);
        OptionRange.Check(faults, nameof(options.ParallelSeals), options.ParallelSeals, 1, 16);
        OptionRange.Check(faults, nameof(options.MaxRefusals), options.MaxRefusals, 1, 100);
        OptionRange.Check(faults, nameof(options.MaxStashed), options.MaxStashed, 0, 100_000);
        OptionRange.Check(faults, nameof(options.RetryPeriod), options.RetryPeriod, TimeSpan.FromSeconds(0.1), TimeSpan.FromMinutes(10));
        OptionRange.Check(faults, nameof(options.LongestRetryHint), options.LongestRetryHint, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1));
        if (!Enum.IsDefined(options.SpoolPolicy))
        {
            faults.Add($"{nameof(options.SpoolPolicy)} is {options.SpoolPolicy}; allowed are {SpoolPolicy.Reject} and {SpoolPolicy.DropOldest}");
        }

        return faults;
    }
}
