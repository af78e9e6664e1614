namespace EdgeActors.Storage.Spool;

/// <summary>Bounds of the spool.</summary>
internal sealed record SpoolOptions
{
    /// <summary>Smallest <see cref="DiskBudgetBytes"/>.</summary>
    public const long LeastDiskBudget = MiB;

    /// <summary>Largest <see cref="DiskBudgetBytes"/>.</summary>
    public const long MostDiskBudget = MiB << 20;

    private const long MiB = 1L << 20;

    /// <summary>
    /// Bytes of files that the spool on disk may hold, 1 MiB to 1 TiB. Default 256 MiB. Damaged files that were set aside do not count.
    /// </summary>
    public long DiskBudgetBytes { get; init; } = 256 * MiB;

    /// <summary>Bytes of payloads that the spool in memory may hold, 1 MiB to 16 GiB. Default 64 MiB.</summary>
    public long MemoryBudgetBytes { get; init; } = 64 * MiB;

    /// <summary>Every fault of these options, each naming its option; empty when all is well.</summary>
    public IEnumerable<string> Faults()
    {
        if (DiskBudgetBytes is < LeastDiskBudget or > MostDiskBudget)
        {
            yield return $"{nameof(DiskBudgetBytes)} is {DiskBudgetBytes}, must be 1 MiB to 1 TiB";
        }

        if (MemoryBudgetBytes < MiB || MemoryBudgetBytes > MiB << 14)
        {
            yield return $"{nameof(MemoryBudgetBytes)} is {MemoryBudgetBytes}, must be 1 MiB to 16 GiB";
        }
    }
}
