using System.Globalization;

namespace EdgeActors.Capture;

/// <summary>Checks <see cref="CaptureOptions"/>.</summary>
public static class CaptureOptionsValidator
{
    /// <summary>Every fault at once, each with the option's name, its value and what is allowed; empty when all is well.</summary>
    public static IReadOnlyList<string> Faults(CaptureOptions options)
    {
        List<string> faults = [];
        Range(faults, nameof(options.BufferSize), options.BufferSize, 1, CaptureOptions.LargestBuffer);
        Range(faults, nameof(options.BatchSize), options.BatchSize, 1, Math.Max(1, options.BufferSize));
        Range(faults, nameof(options.PushPeriod), options.PushPeriod, CaptureOptions.ShortestPushPeriod, CaptureOptions.LongestPushPeriod);
        Range(faults, nameof(options.EmbedLimit), options.EmbedLimit, 1, CaptureOptions.LargestEmbedLimit);
        Range(faults, nameof(options.ClockSkew), options.ClockSkew, TimeSpan.Zero, CaptureOptions.LargestClockSkew);
        Range(faults, nameof(options.RememberedIds), options.RememberedIds, 0, CaptureOptions.MostRememberedIds);
        Range(faults, nameof(options.MaxJournalBytesPerCapture), options.MaxJournalBytesPerCapture, 1024, 65_536);
        Range(faults, nameof(options.GroupBytes), options.GroupBytes, 1024, 65_536);
        Range(faults, nameof(options.GroupPatience), options.GroupPatience, TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(100));
        Range(faults, nameof(options.MaxJournalBytesWaiting), options.MaxJournalBytesWaiting, 64 << 10, 512 << 10);
        Range(faults, nameof(options.SnapshotBytes), options.SnapshotBytes, 64 << 10, 1 << 20);
        Range(faults, nameof(options.SnapshotEvents), options.SnapshotEvents, 100, 100_000);
        Range(faults, nameof(options.MaxJournalBytes), options.MaxJournalBytes, options.SnapshotBytes, 2 << 20);
        Range(faults, nameof(options.ParallelSeals), options.ParallelSeals, 1, 16);
        Range(faults, nameof(options.MaxRefusals), options.MaxRefusals, 1, 100);
        Range(faults, nameof(options.MaxStashed), options.MaxStashed, 0, 100_000);
        Range(faults, nameof(options.RetryPeriod), options.RetryPeriod, TimeSpan.FromSeconds(0.1), TimeSpan.FromMinutes(10));
        Range(faults, nameof(options.LongestRetryHint), options.LongestRetryHint, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1));
        if (!Enum.IsDefined(options.SpoolPolicy))
        {
            faults.Add($"{nameof(options.SpoolPolicy)} is {options.SpoolPolicy}; allowed are {SpoolPolicy.Reject} and {SpoolPolicy.DropOldest}");
        }

        return faults;
    }

    private static void Range<T>(List<string> faults, string name, T value, T least, T most)
        where T : IComparable<T>
    {
        if (value.CompareTo(least) < 0 || value.CompareTo(most) > 0)
        {
            faults.Add(string.Create(CultureInfo.InvariantCulture, $"{name} is {value}; allowed is {least} to {most}"));
        }
    }
}
