namespace EdgeActors.Packages.Unpacking;

/// <summary>What an archive may make of itself. Looked at before a byte is written, and again while it is.</summary>
internal sealed record UnpackLimits
{
    /// <summary>Bytes that every package may unpack to, whatever its ratio: small texts compress well.</summary>
    public const long UnjudgedBytes = 16L << 20;

    /// <summary>The most that <see cref="Files"/> may be.</summary>
    public const int MostFiles = 100_000;

    /// <summary>The most that <see cref="Ratio"/> may be; what zip and gzip use makes no more of a byte.</summary>
    public const int MostRatio = 1100;

    /// <summary>Entries, folders included, 1 to 100,000. Default 1000.</summary>
    public int Files { get; init; } = 1000;

    /// <summary>Bytes of all files together, 1 MiB to 1 TiB; one file may have them all. Default 4 GiB.</summary>
    public long Bytes { get; init; } = 4L << 30;

    /// <summary>How many times larger than the package its files may be, above <see cref="UnjudgedBytes"/>; 1 to 1100. Default 100.</summary>
    public int Ratio { get; init; } = 100;

    /// <summary>Parts that a name may have, 1 to 32. Default 8.</summary>
    public int Levels { get; init; } = 8;
}
