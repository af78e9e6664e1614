using EdgeActors.Wording;

namespace EdgeActors.Models.Swap.Trial;

/// <summary>Limits of a trial.</summary>
public sealed record TrialOptions
{
    /// <summary>Runs that are timed, after one that is not, 1 to 1000. Default 3.</summary>
    public int Runs { get; init; } = 3;

    /// <summary>Bytes that all inputs of one run may have, 1 KiB to 1 GiB. Default 64 MiB.</summary>
    public long MaxInputBytes { get; init; } = 64L << 20;

    /// <summary>How long all runs together may take, 1 s to 1 h. Default 1 min: some engines prepare for long in their first run.</summary>
    public TimeSpan TimeLimit { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Every fault at once, each with the option's name, its value and what is allowed; empty when all is well.</summary>
    public IReadOnlyList<string> Faults()
    {
        List<string> faults = [];
        OptionRange.Check(faults, nameof(Runs), Runs, 1, 1000);
        OptionRange.Check(faults, nameof(MaxInputBytes), MaxInputBytes, 1 << 10, 1 << 30);
        OptionRange.Check(faults, nameof(TimeLimit), TimeLimit, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1));
        return faults;
    }
}
