using System.Globalization;

namespace EdgeActors.Models.Swap;

/// <summary>What to do about a model that was published a while ago.</summary>
public enum GateDecision
{
    /// <summary>Keep looking.</summary>
    Wait,

    /// <summary>Keep the model for good.</summary>
    Commit,

    /// <summary>Go back to what was there before.</summary>
    Undo,
}

/// <summary>A decision.</summary>
/// <param name="Decision">What to do.</param>
/// <param name="Reason">For people: why it is to be undone; empty otherwise.</param>
public readonly record struct GateVerdict(GateDecision Decision, string Reason = "");

/// <summary>What is known of a published model and of the one before it.</summary>
/// <param name="AtPublication">The new model's reading when it was published.</param>
/// <param name="Now">Its reading now; null when it is no longer loaded: unloaded by a client, or lost.</param>
/// <param name="Former">The last reading of the model before it; null when there was none.</param>
/// <param name="FormerTrial">How long the former one took on the trial's inputs; null when that is not known.</param>
/// <param name="Since">Time since the publication.</param>
/// <param name="Window">How long the new model is watched.</param>
public sealed record GateView(
    ModelReading AtPublication, ModelReading? Now, ModelReading? Former, TimeSpan? FormerTrial, TimeSpan Since, TimeSpan Window);

/// <summary>
/// Whether a new model does as well under its clients as the one before it. Pure. A model that hardly anybody uses within the window is kept:
/// its trial has shown that it runs.
/// </summary>
public static class HealthGate
{
    /// <summary>Looks once; undoes as soon as enough runs tell, keeps not before the window is over.</summary>
    public static GateVerdict Decide(GateView view, GateOptions options)
    {
        if (view.Now is not { } now)
        {
            return new GateVerdict(GateDecision.Undo, "it is no longer loaded: a client has unloaded it, or it was lost");
        }

        long runs = now.Runs - view.AtPublication.Runs;
        string? fault = runs < options.LeastRuns ? null
            : ErrorFault(now.Errors - view.AtPublication.Errors, runs, view.Former, options)
            ?? LatencyFault((now.TotalLatency - view.AtPublication.TotalLatency) / runs, view, options);
        return fault is not null ? new GateVerdict(GateDecision.Undo, fault)
            : new GateVerdict(view.Since >= view.Window ? GateDecision.Commit : GateDecision.Wait);
    }

    // Clients that send what no model can run fail on both.
    private static string? ErrorFault(long errors, long runs, ModelReading? former, GateOptions options)
    {
        double allowed = IsUsed(former, options) ? Math.Max(options.MaxErrorRate, (double)former!.Errors / former.Runs) : options.MaxErrorRate;
        return (double)errors / runs <= allowed
            ? null
            : string.Create(
                CultureInfo.InvariantCulture, $"{errors} of {runs} predictions failed; at most {allowed * 100:0.##} % may");
    }

    private static string? LatencyFault(TimeSpan mean, GateView view, GateOptions options)
    {
        TimeSpan? before = IsUsed(view.Former, options) ? view.Former!.TotalLatency / view.Former.Runs : view.FormerTrial;
        return before is { } known ? Slowdown.Fault(mean, known, options) : null;
    }

    private static bool IsUsed(ModelReading? former, GateOptions options) => former is not null && former.Runs >= options.LeastRuns;
}
