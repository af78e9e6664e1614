using EdgeActors.Models.Engine;

namespace EdgeActors.Models.Serving;

/// <summary>What all model actors share.</summary>
/// <param name="Engine">Opens models.</param>
/// <param name="Runs">Threads for runs, and for the release of sessions.</param>
/// <param name="Loads">Threads for loads, so that these never take a run's thread.</param>
/// <param name="Options">Limits.</param>
/// <param name="Clock">Clock of latencies; actors take the scheduler's for their timers.</param>
internal sealed record ModelSetting(
    IInferenceEngine Engine, EngineThreads Runs, EngineThreads Loads, ModelsOptions Options, TimeProvider Clock);
