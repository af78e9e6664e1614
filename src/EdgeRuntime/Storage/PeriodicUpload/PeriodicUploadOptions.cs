namespace EdgeActors.Storage.PeriodicUpload;

/// <summary>How the capture folder is carried to the cloud.</summary>
internal sealed record PeriodicUploadOptions
{
    /// <summary>The default of <see cref="Period"/>.</summary>
    public static readonly TimeSpan UsualPeriod = TimeSpan.FromSeconds(8);

    /// <summary>The shortest <see cref="Period"/>.</summary>
    public static readonly TimeSpan ShortestPeriod = TimeSpan.FromSeconds(1);

    /// <summary>The longest <see cref="Period"/>.</summary>
    public static readonly TimeSpan LongestPeriod = TimeSpan.FromDays(1);

    /// <summary>The capture folder, absolute. Required.</summary>
    public required string Folder { get; init; }

    /// <summary><c>CaptureDataPeriodicUploadPeriodSeconds</c>: pause between two walks, 1 s to 1 day. Default 8 s.</summary>
    public TimeSpan Period { get; init; } = UsualPeriod;

    /// <summary>Objects that are put per second at most, 1 to 10,000. Default 50.</summary>
    public int ObjectsPerSecond { get; init; } = 50;

    /// <summary>Whether files stay in the folder after they were uploaded. Default true.</summary>
    public bool KeepUploaded { get; init; } = true;

    /// <summary>Refusals, with others stored in between, after which a file is set aside for good, 1 to 100. Default 3.</summary>
    public int MostRefusals { get; init; } = 3;

    /// <summary>Longest pause while the cloud is away, <see cref="Period"/> to 1 day. Default 1 min.</summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Largest manifest, which is rewritten in memory, 1 MiB to 1 GiB; a larger one is set aside. Default 64 MiB.</summary>
    public long LargestManifestBytes { get; init; } = 64L << 20;

    /// <summary>Every fault of these options, each naming its option; empty when all is well.</summary>
    public IEnumerable<string> Faults()
    {
        if (!Path.IsPathFullyQualified(Folder))
        {
            yield return $"{nameof(Folder)} is '{Folder}'; give an absolute folder";
        }

        if (Period < ShortestPeriod || Period > LongestPeriod)
        {
            yield return $"{nameof(Period)} is {Period}, must be 1 s to 1 day";
        }

        if (ObjectsPerSecond is < 1 or > 10_000)
        {
            yield return $"{nameof(ObjectsPerSecond)} is {ObjectsPerSecond}, must be 1 to 10000";
        }

        if (MostRefusals is < 1 or > 100)
        {
            yield return $"{nameof(MostRefusals)} is {MostRefusals}, must be 1 to 100";
        }

        if (LongestPause < Period || LongestPause > TimeSpan.FromDays(1))
        {
            yield return $"{nameof(LongestPause)} is {LongestPause}, must be {nameof(Period)} ({Period}) to 1 day";
        }

        if (LargestManifestBytes is < 1 << 20 or > 1 << 30)
        {
            yield return $"{nameof(LargestManifestBytes)} is {LargestManifestBytes}, must be 1 MiB to 1 GiB";
        }
    }
}
