using EdgeActors.Wording;

namespace EdgeActors.Models.Swap;

/// <summary>What a new model may do worse than the one before it.</summary>
public sealed record GateOptions
{
    /// <summary>
    /// Share of runs that may fail, 0 to 1. Default 0.05. Where the model before it failed more often on the same clients, that much is allowed.
    /// </summary>
    public double MaxErrorRate { get; init; } = 0.05;

    /// <summary>Runs before errors and latency count, 1 to 1,000,000. Default 5.</summary>
    public int LeastRuns { get; init; } = 5;

    /// <summary>How many times as long a run may take, 1 to 1000. Default 3.</summary>
    public double MaxSlowdown { get; init; } = 3;

    /// <summary>
    /// How much longer a run may take whatever <see cref="MaxSlowdown"/> says, 0 to 1 min: very short runs differ a lot by chance. Default 5 ms.
    /// </summary>
    public TimeSpan SlowdownFloor { get; init; } = TimeSpan.FromMilliseconds(5);

    /// <summary>Every fault at once, each with the option's name, its value and what is allowed; empty when all is well.</summary>
    public IReadOnlyList<string> Faults()
    {
        List<string> faults = [];
        OptionRange.Check(faults, nameof(MaxErrorRate), MaxErrorRate, 0, 1);
        OptionRange.Check(faults, nameof(LeastRuns), LeastRuns, 1, 1_000_000);
        OptionRange.Check(faults, nameof(MaxSlowdown), MaxSlowdown, 1, 1000);
        OptionRange.Check(faults, nameof(SlowdownFloor), SlowdownFloor, TimeSpan.Zero, TimeSpan.FromMinutes(1));
        return faults;
    }
}
