using EdgeActors.Capture;
using EdgeActors.Upload;

namespace EdgeActors.Specs.Capture;

public sealed class CaptureOptionsSpecs
{
    private static readonly CaptureOptions Valid = new();
    private static readonly CaptureOptions Wide = new() { BufferSize = 100_000, SnapshotBytes = 64 << 10 };
    private static readonly UploadOptions Upload = new();

    public static TheoryData<string, CaptureOptions, CaptureOptions, CaptureOptions, CaptureOptions> Ranges() => new()
    {
        // name, just below, least, most, just above
        { nameof(Valid.BufferSize), Valid with { BufferSize = 0, BatchSize = 1 }, Valid with { BufferSize = 1, BatchSize = 1 }, Valid with { BufferSize = 100_000 }, Valid with { BufferSize = 100_001 } },
        { nameof(Valid.BatchSize), Valid with { BatchSize = 0 }, Valid with { BatchSize = 1 }, Valid with { BatchSize = 30 }, Valid with { BatchSize = 31 } },
        { nameof(Valid.PushPeriod), Valid with { PushPeriod = TimeSpan.FromSeconds(0.9) }, Valid with { PushPeriod = TimeSpan.FromSeconds(1) }, Valid with { PushPeriod = TimeSpan.FromDays(1) }, Valid with { PushPeriod = TimeSpan.FromDays(1.1) } },
        { nameof(Valid.EmbedLimit), Valid with { EmbedLimit = 0 }, Valid with { EmbedLimit = 1 }, Valid with { EmbedLimit = 3072 }, Valid with { EmbedLimit = 3073 } },
        { nameof(Valid.ClockSkew), Valid with { ClockSkew = TimeSpan.FromTicks(-1) }, Valid with { ClockSkew = TimeSpan.Zero }, Valid with { ClockSkew = TimeSpan.FromDays(1) }, Valid with { ClockSkew = TimeSpan.FromDays(1.1) } },
        { nameof(Valid.RememberedIds), Valid with { RememberedIds = -1 }, Valid with { RememberedIds = 0 }, Valid with { RememberedIds = 10_000 }, Valid with { RememberedIds = 10_001 } },
        { nameof(Valid.MaxJournalBytesPerCapture), Valid with { MaxJournalBytesPerCapture = 1023 }, Valid with { MaxJournalBytesPerCapture = 1024 }, Valid with { MaxJournalBytesPerCapture = 65_536 }, Valid with { MaxJournalBytesPerCapture = 65_537 } },
        { nameof(Valid.GroupBytes), Valid with { GroupBytes = 1023 }, Valid with { GroupBytes = 1024 }, Valid with { GroupBytes = 65_536 }, Valid with { GroupBytes = 65_537 } },
        { nameof(Valid.GroupPatience), Valid with { GroupPatience = TimeSpan.FromSeconds(0.0009) }, Valid with { GroupPatience = TimeSpan.FromSeconds(0.001) }, Valid with { GroupPatience = TimeSpan.FromSeconds(0.1) }, Valid with { GroupPatience = TimeSpan.FromSeconds(0.2) } },
        { nameof(Valid.MaxJournalBytesWaiting), Valid with { MaxJournalBytesWaiting = 65_535 }, Valid with { MaxJournalBytesWaiting = 65_536 }, Valid with { MaxJournalBytesWaiting = 524_288 }, Valid with { MaxJournalBytesWaiting = 524_289 } },
        { nameof(Valid.SnapshotBytes), Valid with { SnapshotBytes = 65_535 }, Valid with { SnapshotBytes = 65_536 }, Valid with { SnapshotBytes = 1 << 20 }, Valid with { SnapshotBytes = (1 << 20) + 1, MaxJournalBytes = 2 << 20 } },
        { nameof(Valid.SnapshotEvents), Valid with { SnapshotEvents = 99 }, Valid with { SnapshotEvents = 100 }, Valid with { SnapshotEvents = 100_000 }, Valid with { SnapshotEvents = 100_001 } },
        { nameof(Valid.MaxJournalBytes), Wide with { MaxJournalBytes = 65_535 }, Wide with { MaxJournalBytes = 65_536 }, Wide with { MaxJournalBytes = 2 << 20 }, Wide with { MaxJournalBytes = (2 << 20) + 1 } },
        { nameof(Valid.ParallelSeals), Valid with { ParallelSeals = 0 }, Valid with { ParallelSeals = 1 }, Valid with { ParallelSeals = 16 }, Valid with { ParallelSeals = 17 } },
        { nameof(Valid.MaxRefusals), Valid with { MaxRefusals = 0 }, Valid with { MaxRefusals = 1 }, Valid with { MaxRefusals = 100 }, Valid with { MaxRefusals = 101 } },
        { nameof(Valid.MaxStashed), Valid with { MaxStashed = -1 }, Valid with { MaxStashed = 0 }, Valid with { MaxStashed = 100_000 }, Valid with { MaxStashed = 100_001 } },
        { nameof(Valid.RetryPeriod), Valid with { RetryPeriod = TimeSpan.FromSeconds(0.09) }, Valid with { RetryPeriod = TimeSpan.FromSeconds(0.1) }, Valid with { RetryPeriod = TimeSpan.FromMinutes(10) }, Valid with { RetryPeriod = TimeSpan.FromMinutes(11) } },
        { nameof(Valid.LongestRetryHint), Valid with { LongestRetryHint = TimeSpan.FromSeconds(0.9) }, Valid with { LongestRetryHint = TimeSpan.FromSeconds(1) }, Valid with { LongestRetryHint = TimeSpan.FromHours(1) }, Valid with { LongestRetryHint = TimeSpan.FromHours(2) } },
        { nameof(Valid.SpoolPolicy), Valid with { SpoolPolicy = (SpoolPolicy)(-1) }, Valid with { SpoolPolicy = SpoolPolicy.Reject }, Valid with { SpoolPolicy = SpoolPolicy.DropOldest }, Valid with { SpoolPolicy = (SpoolPolicy)2 } },
    };

    public static TheoryData<string, UploadOptions, UploadOptions, UploadOptions, UploadOptions> UploadRanges() => new()
    {
        { nameof(Upload.PutConcurrency), Upload with { PutConcurrency = 0 }, Upload with { PutConcurrency = 1 }, Upload with { PutConcurrency = 64 }, Upload with { PutConcurrency = 65 } },
        { nameof(Upload.PutTimeout), Upload with { PutTimeout = TimeSpan.FromSeconds(0.9) }, Upload with { PutTimeout = TimeSpan.FromSeconds(1) }, Upload with { PutTimeout = TimeSpan.FromHours(1) }, Upload with { PutTimeout = TimeSpan.FromHours(2) } },
        { nameof(Upload.SlowestRate), Upload with { SlowestRate = 63 }, Upload with { SlowestRate = 64 }, Upload with { SlowestRate = 1 << 30 }, Upload with { SlowestRate = (1 << 30) + 1 } },
        { nameof(Upload.MinBackoff), Upload with { MinBackoff = TimeSpan.FromMilliseconds(9) }, Upload with { MinBackoff = TimeSpan.FromMilliseconds(10) }, Upload with { MinBackoff = TimeSpan.FromMinutes(1) }, Upload with { MinBackoff = TimeSpan.FromMinutes(2), MaxBackoff = TimeSpan.FromHours(1) } },
        { nameof(Upload.MaxBackoff), Upload with { MaxBackoff = TimeSpan.FromSeconds(0.9) }, Upload with { MaxBackoff = TimeSpan.FromSeconds(1) }, Upload with { MaxBackoff = TimeSpan.FromHours(1) }, Upload with { MaxBackoff = TimeSpan.FromHours(2) } },
        { nameof(Upload.MaxRetryAfter), Upload with { MaxRetryAfter = TimeSpan.FromTicks(-1) }, Upload with { MaxRetryAfter = TimeSpan.Zero }, Upload with { MaxRetryAfter = TimeSpan.FromDays(1) }, Upload with { MaxRetryAfter = TimeSpan.FromDays(2) } },
        { nameof(Upload.DrainBatchesPerSecond), Upload with { DrainBatchesPerSecond = double.NaN }, Upload with { DrainBatchesPerSecond = 0.1 }, Upload with { DrainBatchesPerSecond = 10_000 }, Upload with { DrainBatchesPerSecond = 10_001 } },
    };

    [Fact]
    public void Defaults_are_these()
    {
        Assert.Equal(
            "False 30 10 00:00:04 3072 False 00:00:05 10000 16384 65536 00:00:00.0010000 524288 1048576 5000 1835008 4 3 1000 00:00:02 00:01:00 Reject",
            string.Join(' ', Valid.Durable, Valid.BufferSize, Valid.BatchSize, Valid.PushPeriod, Valid.EmbedLimit, Valid.ToCloud, Valid.ClockSkew, Valid.RememberedIds, Valid.MaxJournalBytesPerCapture, Valid.GroupBytes, Valid.GroupPatience, Valid.MaxJournalBytesWaiting, Valid.SnapshotBytes, Valid.SnapshotEvents, Valid.MaxJournalBytes, Valid.ParallelSeals, Valid.MaxRefusals, Valid.MaxStashed, Valid.RetryPeriod, Valid.LongestRetryHint, Valid.SpoolPolicy));
        Assert.Equal(
            "4 00:01:00 1048576 00:00:01 00:01:00 01:00:00 20 0",
            string.Join(' ', Upload.PutConcurrency, Upload.PutTimeout, Upload.SlowestRate, Upload.MinBackoff, Upload.MaxBackoff, Upload.MaxRetryAfter, Upload.DrainBatchesPerSecond, Upload.Seed));
        Assert.Empty(CaptureOptionsValidator.Faults(Valid));
        Assert.Empty(Upload.Faults());
    }

    [Theory]
    [MemberData(nameof(Ranges))]
    public void Each_limit_has_its_range(string name, CaptureOptions below, CaptureOptions least, CaptureOptions most, CaptureOptions above)
    {
        Assert.StartsWith(name + " is ", Assert.Single(CaptureOptionsValidator.Faults(below)), StringComparison.Ordinal);
        Assert.Empty(CaptureOptionsValidator.Faults(least));
        Assert.Empty(CaptureOptionsValidator.Faults(most));
        Assert.StartsWith(name + " is ", Assert.Single(CaptureOptionsValidator.Faults(above)), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(UploadRanges))]
    public void Each_limit_of_uploads_has_its_range(string name, UploadOptions below, UploadOptions least, UploadOptions most, UploadOptions above)
    {
        Assert.StartsWith(name + " is ", Assert.Single(below.Faults()), StringComparison.Ordinal);
        Assert.Empty(least.Faults());
        Assert.Empty(most.Faults());
        Assert.StartsWith(name + " is ", Assert.Single(above.Faults()), StringComparison.Ordinal);
    }

    [Fact]
    public void All_faults_are_told_at_once() => Assert.Equal(
        ["BufferSize is 0; allowed is 1 to 100000", "BatchSize is 99; allowed is 1 to 1"],
        CaptureOptionsValidator.Faults(Valid with { BufferSize = 0, BatchSize = 99 }));
}
