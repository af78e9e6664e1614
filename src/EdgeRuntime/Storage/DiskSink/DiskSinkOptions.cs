namespace EdgeActors.Storage.DiskSink;

/// <summary>What to do when the capture folder's budget is used up.</summary>
internal enum DiskPolicy
{
    /// <summary>Store no more until someone has made room; captures wait in the buffer.</summary>
    Reject,

    /// <summary>Remove the oldest hours' files until the new one fits.</summary>
    OldestFirst,
}

/// <summary>The capture folder and how much may be in it.</summary>
internal sealed record DiskSinkOptions
{
    /// <summary>Smallest <see cref="BudgetBytes"/> besides 0: less could not hold one batch with its payloads.</summary>
    public const long SmallestBudget = 16L << 20;

    /// <summary>Largest <see cref="BudgetBytes"/>.</summary>
    public const long LargestBudget = 1L << 50;

    /// <summary><c>CaptureDataDiskPath</c>: absolute; created when missing. Required.</summary>
    public required string Folder { get; init; }

    /// <summary>Bytes of files that the folder may hold: 0 for no limit, or 16 MiB to 1 PiB. Default 0.</summary>
    public long BudgetBytes { get; init; }

    /// <summary>What happens at the budget. Default <see cref="DiskPolicy.Reject"/>.</summary>
    public DiskPolicy Policy { get; init; } = DiskPolicy.Reject;

    /// <summary>
    /// How often, at most, the folder is counted anew when the budget seems used up, since others may have removed files; 1 s to 1 h,
    /// default 1 min. Evictions closer together than this are one burst and logged once.
    /// </summary>
    public TimeSpan RecountInterval { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Every fault of these options, each naming its option; empty when all is well.</summary>
    public IEnumerable<string> Faults()
    {
        if (!Path.IsPathFullyQualified(Folder))
        {
            yield return $"{nameof(Folder)} is '{Folder}'; give an absolute folder";
        }

        if (BudgetBytes != 0 && BudgetBytes is < SmallestBudget or > LargestBudget)
        {
            yield return $"{nameof(BudgetBytes)} is {BudgetBytes}, must be 0 for no limit or 16 MiB to 1 PiB";
        }

        if (!Enum.IsDefined(Policy))
        {
            yield return $"{nameof(Policy)} is {Policy}, must be {DiskPolicy.Reject} or {DiskPolicy.OldestFirst}";
        }

        if (RecountInterval < TimeSpan.FromSeconds(1) || RecountInterval > TimeSpan.FromHours(1))
        {
            yield return $"{nameof(RecountInterval)} is {RecountInterval}, must be 1 s to 1 h";
        }
    }
}
