namespace EdgeActors.Greengrass.Ipc;

/// <summary>How the nucleus is asked. Whatever it does, the agent serves.</summary>
internal sealed record IpcOptions
{
    /// <summary>How long connecting, and each operation, may take, 0.1 to 60 s; then the connection is given up. Default 5 s.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Pause before the second attempt to connect, 10 ms to 10 s. Default 0.25 s.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromSeconds(0.25);

    /// <summary>Longest pause between attempts, from <see cref="FirstPause"/> to 10 min. Default 30 s.</summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How long more events are waited for before the configuration is read, 0 to 5 s: a deployment sends one for each leaf. Default 0.2 s.
    /// </summary>
    public TimeSpan SettleTime { get; init; } = TimeSpan.FromSeconds(0.2);

    /// <summary>Bytes that one frame of the nucleus may have, 64 KiB to 16 MiB. Default 1 MiB.</summary>
    public int MaxFrameBytes { get; init; } = 1 << 20;

    /// <summary>Every fault of these options, each naming its option; empty when all is well.</summary>
    public IEnumerable<string> Faults() =>
    [
        .. Range(nameof(RequestTimeout), RequestTimeout, TimeSpan.FromSeconds(0.1), TimeSpan.FromSeconds(60)),
        .. Range(nameof(FirstPause), FirstPause, TimeSpan.FromMilliseconds(10), TimeSpan.FromSeconds(10)),
        .. Range(nameof(LongestPause), LongestPause, FirstPause, TimeSpan.FromMinutes(10)),
        .. Range(nameof(SettleTime), SettleTime, TimeSpan.Zero, TimeSpan.FromSeconds(5)),
        .. MaxFrameBytes is < 64 << 10 or > 16 << 20
            ? [$"{nameof(MaxFrameBytes)} is {MaxFrameBytes}, must be 64 KiB to 16 MiB"]
            : Array.Empty<string>(),
    ];

    private static string[] Range(string name, TimeSpan value, TimeSpan least, TimeSpan most) =>
        value < least || value > most ? [$"{name} is {value}, must be {least} to {most}"] : [];
}
