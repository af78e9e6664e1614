namespace EdgeActors.Engines.Dlr;

/// <summary>Settings of the DLR engine; <see cref="DlrOptionsValidator"/> knows the ranges.</summary>
internal sealed record DlrOptions
{
    /// <summary>Full path of libdlr; null (default) for the one on the library path.</summary>
    public string? LibraryPath { get; init; }

    /// <summary>
    /// Whether the libdlr in a model's package is used, when <see cref="LibraryPath"/> names none. Default: no. A package's model is native code as well, but its
    /// libdlr would run every other model too.
    /// </summary>
    public bool UsesPackagedLibrary { get; init; }

    /// <summary>Variables of libdlr and what runs below it, set before its first call. Default: none.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Variables { get; init; } = [];

    /// <summary>Existing folder for the engines that TensorRT makes, full path; null (default) for none.</summary>
    public string? CacheFolder { get; init; }

    /// <summary>Bytes that this folder may have, 1 MiB to 1 TiB. Default 512 MiB.</summary>
    public long CacheBytes { get; init; } = 512L << 20;

    /// <summary>Handles of one model at the same time, 1 to 256. Default 1.</summary>
    public int MaxHandles { get; init; } = 1;

    /// <summary>Bytes that all handles may take, as measured when each model's first is made; only further ones are bound to it. Default 2 GiB, from 16 MiB on.</summary>
    public long MemoryBudget { get; init; } = 2L << 30;

    /// <summary>How long making a handle may take, 1 s to 1 hour. Default 5 minutes.</summary>
    public TimeSpan LoadLimit { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Treelite handles that may be freed while libdlr leaks each of them, 1 to 100,000. Default 256.</summary>
    public int TreeliteReloads { get; init; } = 256;
}

/// <summary>Checks <see cref="DlrOptions"/>.</summary>
internal static class DlrOptionsValidator
{
    /// <summary>The smallest limit of the cache.</summary>
    public const long LeastCache = 1L << 20;

    /// <summary>The largest limit of the cache.</summary>
    public const long MostCache = 1L << 40;

    /// <summary>The largest number of Treelite reloads.</summary>
    public const int MostReloads = 100_000;

    /// <summary>The shortest time for a load.</summary>
    public static readonly TimeSpan LeastLoad = TimeSpan.FromSeconds(1);

    /// <summary>The longest time for a load.</summary>
    public static readonly TimeSpan MostLoad = TimeSpan.FromHours(1);

    /// <summary>Every fault, each naming the setting, its value and the range; empty when all is well.</summary>
    public static IReadOnlyList<string> Validate(DlrOptions options)
    {
        List<string> faults = [];
        Absolute(faults, nameof(options.LibraryPath), options.LibraryPath);
        Absolute(faults, nameof(options.CacheFolder), options.CacheFolder);
        Range(faults, nameof(options.CacheBytes), options.CacheBytes, LeastCache, MostCache);
        Range(faults, nameof(options.MaxHandles), options.MaxHandles, 1, 256);
        Range(faults, nameof(options.MemoryBudget), options.MemoryBudget, 16L << 20, 16L << 40);
        Range(faults, nameof(options.LoadLimit), options.LoadLimit, LeastLoad, MostLoad);
        Range(faults, nameof(options.TreeliteReloads), options.TreeliteReloads, 1, MostReloads);
        return faults;
    }

    private static void Absolute(List<string> faults, string name, string? path)
    {
        if (path is not null && !Path.IsPathFullyQualified(path))
        {
            faults.Add($"{name} '{path}' is not an absolute path; give the full one.");
        }
    }

    private static void Range<T>(List<string> faults, string name, T value, T least, T most)
        where T : IComparable<T>
    {
        if (value.CompareTo(least) < 0 || value.CompareTo(most) > 0)
        {
            faults.Add($"{name} is {value}; it must be from {least} to {most}.");
        }
    }
}
