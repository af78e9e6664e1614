namespace EdgeActors.ServiceManager.History;

/// <summary>An agent that runs, or that ended without being asked to.</summary>
/// <param name="Since">When it started.</param>
/// <param name="Boot">Which start of the machine it belongs to; empty when the system does not tell.</param>
internal sealed record RunMark(DateTimeOffset Since, string Boot);

/// <summary>A crash that the next start noticed.</summary>
/// <param name="Started">When the agent that crashed had started.</param>
/// <param name="Noticed">When the next one started.</param>
internal sealed record Crash(DateTimeOffset Started, DateTimeOffset Noticed);

/// <summary>The count of starts and crashes. Pure: the caller keeps it on stable storage.</summary>
internal sealed record ProcessRecord
{
    /// <summary>Crashes whose times are kept; older ones are only counted.</summary>
    public const int CrashesKept = 16;

    /// <summary>Nothing has happened yet.</summary>
    public static ProcessRecord Empty { get; } = new();

    /// <summary>Starts ever.</summary>
    public long Starts { get; init; }

    /// <summary>Starts that followed a crash.</summary>
    public long Crashes { get; init; }

    /// <summary>Starts that followed the machine's going down under a running agent.</summary>
    public long PowerCuts { get; init; }

    /// <summary>When counting began; null before the first start.</summary>
    public DateTimeOffset? First { get; init; }

    /// <summary>The latest crashes, oldest first.</summary>
    public IReadOnlyList<Crash> LatestCrashes { get; init; } = [];

    /// <summary>The agent that runs; null when the last one was stopped.</summary>
    public RunMark? Running { get; init; }

    /// <summary>How the last agent ended, seen at a start.</summary>
    /// <param name="boot">Which start of the machine this is.</param>
    public PreviousEnd EndOfLast(string boot) => Running switch
    {
        null => Starts == 0 ? PreviousEnd.None : PreviousEnd.Stop,
        { Boot: var other } when other != boot => PreviousEnd.PowerCut,
        _ => PreviousEnd.Crash,
    };

    /// <summary>An agent has started.</summary>
    public ProcessRecord Started(DateTimeOffset now, string boot)
    {
        PreviousEnd end = EndOfLast(boot);
        IEnumerable<Crash> crashes = end == PreviousEnd.Crash ? [.. LatestCrashes, new Crash(Running!.Since, now)] : LatestCrashes;
        return this with
        {
            Starts = Starts + 1,
            Crashes = Crashes + (end == PreviousEnd.Crash ? 1 : 0),
            PowerCuts = PowerCuts + (end == PreviousEnd.PowerCut ? 1 : 0),
            First = First ?? now,
            LatestCrashes = [.. crashes.TakeLast(CrashesKept)],
            Running = new RunMark(now, boot),
        };
    }

    /// <summary>It was asked to stop.</summary>
    public ProcessRecord Stopped() => this with { Running = null };
}
