namespace EdgeActors.Models.Swap.Trial;

/// <summary>What the runs of a trial say. Pure.</summary>
internal static class TrialDecision
{
    /// <summary>Its runs ended well: is it fast enough?</summary>
    public static TrialResult OfTimes(TrialTiming timing, TrialTiming? former, bool recorded, GateOptions options) =>
        former is { } before && Slowdown.Fault(timing.Shortest, before.Shortest, options) is { } slow
            ? new TrialResult.Unfit(new ModelFault(FaultCode.FailedPrecondition, $"it is too slow in its trial: {slow}"))
            : new TrialResult.Fit(timing, former, recorded);

    /// <summary>A run failed, and no other inputs are left to try.</summary>
    /// <param name="fault">How.</param>
    /// <param name="guessed">Whether the inputs' shapes were guesses.</param>
    /// <param name="recorded">Whether the inputs came with the model.</param>
    public static TrialResult OfFault(ModelFault fault, bool guessed, bool recorded) =>
        guessed && !IsTheAgents(fault)
            ? new TrialResult.Untried(
                $"its inputs have open extents, and zeros and ones in guessed shapes do not run ({fault.Message}); put recorded inputs into its package to have it tried")
            : new TrialResult.Unfit(fault with { Message = $"it does not run on {(recorded ? "the inputs in its package" : "zeros and ones in its declared shapes")}: {fault.Message}" });

    /// <summary>Whether other inputs would fare no better.</summary>
    public static bool IsTheAgents(ModelFault fault) =>
        fault.Code is FaultCode.Unavailable or FaultCode.ResourceExhausted or FaultCode.NotFound or FaultCode.DeadlineExceeded;
}
