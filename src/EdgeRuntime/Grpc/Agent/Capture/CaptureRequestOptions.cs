namespace EdgeActors.Grpc.Agent.Capture;

/// <summary>Bounds on what a CaptureData request may hold, and how captures are answered.</summary>
internal sealed record CaptureRequestOptions
{
    /// <summary>The smallest <see cref="MaxCaptureBytes"/>.</summary>
    public const long LeastCaptureBytes = 1L << 10;

    /// <summary>The largest <see cref="MaxCaptureBytes"/>.</summary>
    public const long MostCaptureBytes = 1L << 30;

    /// <summary>The largest <see cref="MemoryBytes"/>.</summary>
    public const long MostMemoryBytes = 16L << 30;

    /// <summary>Characters of the longest <see cref="NoVersion"/>.</summary>
    public const int LongestNoVersion = 64;

    /// <summary>Tensors and auxiliary data of one capture; 1 to 4096, default 256.</summary>
    public int MaxItems { get; init; } = 256;

    /// <summary>Dimensions of one tensor; 1 to 1024, default 64.</summary>
    public int MaxRank { get; init; } = 64;

    /// <summary>Bytes of one name; 256 to 8192, default 1024.</summary>
    public int MaxNameBytes { get; init; } = 1024;

    /// <summary>
    /// Bytes of all names and content types of one capture together; 1024 to 49,152, default 12,288. They stay in the journal whatever the
    /// size of the data, so they are kept below what one capture may take of it.
    /// </summary>
    public int MaxHeadBytes { get; init; } = 12 << 10;

    /// <summary>Bytes of all data of one capture, shared memory included; 1 KiB to 1 GiB, default 32 MiB.</summary>
    public long MaxCaptureBytes { get; init; } = 32 << 20;

    /// <summary>
    /// Bytes of all captures that have arrived, even in part, and are not answered yet; <see cref="MaxCaptureBytes"/> to 16 GiB, default
    /// 64 MiB.
    /// </summary>
    public long MemoryBytes { get; init; } = 64 << 20;

    /// <summary>What a client is told to wait when that memory is used up; 1 ms to 1 min, default 100 ms.</summary>
    public TimeSpan RetryAfter { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>What records say of a model whose package names no version; 1 to 64 printable characters, default <c>no_version</c>.</summary>
    public string NoVersion { get; init; } = "no_version";

    /// <summary>
    /// Whether GetCaptureDataStatus answers OK with the enum value NOT_FOUND for an unknown id, rather than the gRPC status NOT_FOUND.
    /// Default false.
    /// </summary>
    public bool UnknownIdIsOk { get; init; }

    /// <summary>Whether a text may be <see cref="NoVersion"/>.</summary>
    public static bool IsNoVersion(string text) => text.Length is > 0 and <= LongestNoVersion && !text.Any(char.IsControl);

    /// <summary>Every fault of these options, each naming its option; empty when all is well.</summary>
    public IEnumerable<string> Faults()
    {
        (string Name, long Value, long Least, long Most)[] ranges =
        [
            (nameof(MaxItems), MaxItems, 1, 4096),
            (nameof(MaxRank), MaxRank, 1, 1024),
            (nameof(MaxNameBytes), MaxNameBytes, 256, 8192),
            (nameof(MaxHeadBytes), MaxHeadBytes, 1024, 48 << 10),
            (nameof(MaxCaptureBytes), MaxCaptureBytes, LeastCaptureBytes, MostCaptureBytes),
            (nameof(MemoryBytes), MemoryBytes, MaxCaptureBytes, MostMemoryBytes),
            (nameof(RetryAfter), (long)RetryAfter.TotalMilliseconds, 1, 60_000),
        ];
        foreach ((string name, long value, long least, long most) in ranges)
        {
            if (value < least || value > most)
            {
                yield return $"{name} is {value}, must be {least} to {most}";
            }
        }

        if (!IsNoVersion(NoVersion))
        {
            yield return $"{nameof(NoVersion)} has {NoVersion.Length} characters, must be 1 to {LongestNoVersion} without control characters";
        }
    }
}
