using EdgeActors.Configuration;
using EdgeActors.Packages.Signatures;
using EdgeActors.Packages.Unpacking;
using EdgeActors.Wording;

namespace EdgeActors.Packages;

/// <summary>What packages may be, and how they are fetched and checked.</summary>
internal sealed record PackageOptions
{
    /// <summary>The default of <see cref="MaxBytes"/>.</summary>
    public const long UsualMaxBytes = 1L << 30;

    /// <summary>The default of <see cref="Reserve"/>.</summary>
    public const long UsualReserve = 64L << 20;

    /// <summary>The least that <see cref="Stall"/> may be.</summary>
    public static readonly TimeSpan LeastStall = TimeSpan.FromSeconds(1);

    /// <summary>The most that <see cref="Stall"/> may be.</summary>
    public static readonly TimeSpan MostStall = TimeSpan.FromMinutes(10);

    /// <summary>Bytes of a package as it is fetched, 1 MiB to 1 TiB. Default 1 GiB.</summary>
    public long MaxBytes { get; init; } = UsualMaxBytes;

    /// <summary>What it may unpack to.</summary>
    public UnpackLimits Unpacked { get; init; } = new();

    /// <summary>Bytes of the disk that stay free, 0 to 1 TiB. Default 64 MiB.</summary>
    public long Reserve { get; init; } = UsualReserve;

    /// <summary>How long a download may go without a byte, 1 s to 10 min. Default 30 s.</summary>
    public TimeSpan Stall { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The slowest download that is still worth it, in bytes per second, 1 to 1 MiB. Default 1024.</summary>
    public int SlowestRate { get; init; } = 1024;

    /// <summary>What is done about signatures. Default: a warning for a package without a good one.</summary>
    public SignaturePolicy Signatures { get; init; } = SignaturePolicy.Warn;

    /// <summary>Folder of the public keys whose signatures count; null for none.</summary>
    public string? KeysFolder { get; init; }

    /// <summary>Refuses a package of too many bytes.</summary>
    /// <exception cref="PackageException">It has.</exception>
    public void Admit(long bytes)
    {
        if (bytes > MaxBytes)
        {
            throw new PackageException($"the package has {ByteSize.Show(bytes)} and may have {ByteSize.Show(MaxBytes)} (edgeactors_package_bytes)");
        }
    }

    /// <summary>Every fault at once; empty when all is well.</summary>
    public IReadOnlyList<string> Faults()
    {
        List<string> faults = [];
        OptionRange.Check(faults, nameof(MaxBytes), MaxBytes, 1L << 20, 1L << 40);
        OptionRange.Check(faults, nameof(Unpacked.Files), Unpacked.Files, 1, UnpackLimits.MostFiles);
        OptionRange.Check(faults, nameof(Unpacked.Bytes), Unpacked.Bytes, 1L << 20, 1L << 40);
        OptionRange.Check(faults, nameof(Unpacked.Ratio), Unpacked.Ratio, 1, UnpackLimits.MostRatio);
        OptionRange.Check(faults, nameof(Unpacked.Levels), Unpacked.Levels, 1, 32);
        OptionRange.Check(faults, nameof(Reserve), Reserve, 0, 1L << 40);
        OptionRange.Check(faults, nameof(Stall), Stall, LeastStall, MostStall);
        OptionRange.Check(faults, nameof(SlowestRate), SlowestRate, 1, 1 << 20);
        if (Signatures == SignaturePolicy.Enforce && KeysFolder is null)
        {
            faults.Add($"{nameof(KeysFolder)} is missing, while signatures are enforced: name the folder of public keys");
        }

        return faults;
    }
}
