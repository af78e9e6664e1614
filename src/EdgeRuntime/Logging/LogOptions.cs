namespace EdgeActors.Logging;

/// <summary>Where the log goes and how much of it.</summary>
internal sealed record LogOptions
{
    /// <summary>The smallest file that is rotated.</summary>
    public const long LeastFileBytes = 64 << 10;

    /// <summary>The largest file.</summary>
    public const long MostFileBytes = 1 << 30;

    /// <summary>Files that are kept at most.</summary>
    public const int MostFiles = 100;

    /// <summary>The largest number of repeats that are written out.</summary>
    public const int MostRepeats = 10_000;

    /// <summary>How lines look. Default: for people.</summary>
    public LogFormat Format { get; init; }

    /// <summary>Full path of a file that has the log as well; null for none, which is the default.</summary>
    public string? File { get; init; }

    /// <summary>Bytes of a file after which a new one is begun, 64 KiB to 1 GiB. Default: 10 MiB.</summary>
    public long FileBytes { get; init; } = 10 << 20;

    /// <summary>Files that are kept, the current one included, 1 to 100. Default: 5.</summary>
    public int Files { get; init; } = 5;

    /// <summary>How often an event about the same subject is written within <see cref="RepeatWindow"/>, 1 to 10,000; 0 for always. Default: 10.</summary>
    public int Repeats { get; init; } = 10;

    /// <summary>Time over which repeats are counted, 1 s to 1 hour. Default: 60 s.</summary>
    public TimeSpan RepeatWindow { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Subjects whose repeats are counted at the same time, 16 to 65,536. Default: 1024.</summary>
    public int RepeatSubjects { get; init; } = 1024;

    /// <summary>Characters that wait for a slow output before lines are dropped, 64 Ki to 64 Mi. Default: 1 Mi, for each output.</summary>
    public int WaitingCharacters { get; init; } = 1 << 20;

    /// <summary>How long the stop waits for an output to take what is left, 0 to 1 s. Default: 0.3 s.</summary>
    public TimeSpan FlushTime { get; init; } = TimeSpan.FromSeconds(0.3);

    /// <summary>Time between attempts at a file that cannot be written, 0.1 s to 1 hour. Default: 5 s.</summary>
    public TimeSpan FileRetry { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Every fault of these options.</summary>
    public IEnumerable<string> Faults()
    {
        if (!Enum.IsDefined(Format))
        {
            yield return $"{nameof(Format)} is {Format}; give text, edge or json.";
        }

        if (File is not null && (!Path.IsPathFullyQualified(File) || Path.EndsInDirectorySeparator(File)))
        {
            yield return $"{nameof(File)} is \"{File}\"; give the full path of a file.";
        }

        foreach ((string name, double value, double least, double most, string unit) in Ranges())
        {
            if (value < least || value > most)
            {
                yield return FormattableString.Invariant($"{name} is {value}; give {least} to {most}{unit}.");
            }
        }
    }

    private IEnumerable<(string Name, double Value, double Least, double Most, string Unit)> Ranges() =>
    [
        (nameof(FileBytes), FileBytes, LeastFileBytes, MostFileBytes, " bytes"),
        (nameof(Files), Files, 1, MostFiles, ""),
        (nameof(Repeats), Repeats, 0, MostRepeats, ""),
        (nameof(RepeatWindow), RepeatWindow.TotalSeconds, 1, 3600, " seconds"),
        (nameof(RepeatSubjects), RepeatSubjects, 16, 65_536, ""),
        (nameof(WaitingCharacters), WaitingCharacters, 65_536, 67_108_864, ""),
        (nameof(FlushTime), FlushTime.TotalSeconds, 0, 1, " seconds"),
        (nameof(FileRetry), FileRetry.TotalSeconds, 0.1, 3600, " seconds"),
    ];
}
