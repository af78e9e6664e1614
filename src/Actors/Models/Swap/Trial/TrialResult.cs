namespace EdgeActors.Models.Swap.Trial;

/// <summary>How a trial ended: <see cref="Fit"/>, <see cref="Unfit"/> or <see cref="Untried"/>.</summary>
public abstract record TrialResult
{
    private TrialResult()
    {
    }

    /// <summary>It runs, and no slower than allowed.</summary>
    /// <param name="Timing">How long its runs took.</param>
    /// <param name="Former">How long the same inputs took on the model that serves; null when none does, or they do not fit it.</param>
    /// <param name="Recorded">Whether the inputs came with the model; generated ones say less.</param>
    public sealed record Fit(TrialTiming Timing, TrialTiming? Former, bool Recorded) : TrialResult;

    /// <summary>It must not serve.</summary>
    /// <param name="Reason">Why, worded for people. Unavailable is no fault of the model: the agent stops. ResourceExhausted may be one, or the device's.</param>
    public sealed record Unfit(ModelFault Reason) : TrialResult;

    /// <summary>Nothing can be said: the model's shapes are open, and no guess at them ran. Clients know them, so it may serve.</summary>
    /// <param name="Reason">For people, with what would let it be tried.</param>
    public sealed record Untried(string Reason) : TrialResult;
}

/// <summary>How long the timed runs of a trial took, with all that a caller waits for.</summary>
/// <param name="Mean">On average.</param>
/// <param name="Shortest">The shortest: what a model can do on a machine that does other things beside.</param>
public readonly record struct TrialTiming(TimeSpan Mean, TimeSpan Shortest);
