using EdgeActors.Deployment.Ledger;
using EdgeActors.Models;
using EdgeActors.Models.Swap;
using EdgeActors.Models.Swap.Trial;

namespace EdgeActors.Deployment.Running;

/// <summary>What a running deployment works with.</summary>
/// <param name="Store">Packages.</param>
/// <param name="Swap">Models.</param>
/// <param name="Loaded">What deployments have loaded in this process.</param>
/// <param name="Trial">Tries a model before clients see it.</param>
/// <param name="Gate">What a new model may do worse than the one before it.</param>
public sealed record RunPorts(IModelStore Store, IModelSwap Swap, LoadedModels Loaded, TrialStep Trial, GateOptions Gate);

/// <summary>Tries a loaded model that nobody sees yet: <see cref="ModelTrial.RunAsync"/>.</summary>
/// <param name="staged">Its id.</param>
/// <param name="folder">Its package's.</param>
/// <param name="cancelled">Ends the trial.</param>
public delegate Task<TrialResult> TrialStep(long staged, string folder, CancellationToken cancelled);

/// <summary>What a run has of its actor.</summary>
internal interface IRunHost
{
    DateTimeOffset Now { get; }

    /// <summary>0 to 1.</summary>
    double Jitter { get; }

    /// <summary>Ends when the event is on stable storage.</summary>
    Task KeepAsync(Journal.IDeploymentEvent happened);

    Task PauseAsync(TimeSpan time, CancellationToken cancelled);

    Akka.Event.ILoggingAdapter Log { get; }
}

/// <summary>The agent stops, or has no room just now: what was going on is neither good nor bad and begins again.</summary>
internal sealed class CutOffException(string message) : Exception(message);

/// <summary>Answers of the registry and of trials.</summary>
internal static class ModelAnswers
{
    /// <summary>The fault as text; null when there is none.</summary>
    /// <exception cref="CutOffException">The registry is stopping.</exception>
    public static string? Fault(this SwapAnswer answer) => answer.Fault switch
    {
        null => null,
        { Code: FaultCode.Unavailable } fault => throw new CutOffException(fault.Message),
        var fault => DeploymentTexts.Short(fault.Message),
    };

    /// <summary>Why a model must not serve; null when it may.</summary>
    /// <exception cref="CutOffException">The trial says nothing about the model.</exception>
    public static string? Fault(this TrialResult result) => result switch
    {
        TrialResult.Unfit { Reason: { Code: FaultCode.Unavailable or FaultCode.ResourceExhausted } fault } => throw new CutOffException(fault.Message),
        TrialResult.Unfit { Reason: var fault } => fault.Message,
        _ => null,
    };
}

/// <summary>What a run begins with.</summary>
/// <param name="State">The journal's state when it began: what holds if it does not come to its end.</param>
/// <param name="Options">Limits.</param>
/// <param name="Ports">Store, registry, judges.</param>
internal sealed record RunSetting(DeploymentState State, DeploymentOptions Options, RunPorts Ports);
