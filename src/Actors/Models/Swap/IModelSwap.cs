using EdgeActors.Models.Tensors;

namespace EdgeActors.Models.Swap;

/// <summary>
/// Models beside those that clients see: a new version is staged, tried, and put in the place of the one that serves, without a request that fails.
/// A model that was taken out of its place stays loaded and can be put back until it is released. Thread-safe.
/// </summary>
/// <remarks>Ids are the registry's; they mean nothing after a restart of the process.</remarks>
public interface IModelSwap
{
    /// <summary>
    /// Loads <paramref name="folder"/> for <paramref name="handle"/>, unseen by clients: not listed, not found by Predict. Whoever ends the wait by
    /// <paramref name="cancelled"/> leaves nothing loaded.
    /// </summary>
    Task<SwapAnswer> StageAsync(string handle, string folder, CancellationToken cancelled);

    /// <summary>
    /// Runs a model by id, whoever sees it, to try it. As <see cref="IPredictor.PredictAsync"/>, but for the limits: it waits for a run on top of the
    /// clients' places, so that no client is refused for it, and its caller sees to it that there are few.
    /// </summary>
    ValueTask<PredictOutcome> PredictAsync(long id, IReadOnlyList<RequestTensor> tensors, CancellationToken cancelled);

    /// <summary>
    /// From here on <paramref name="handle"/> means the model <paramref name="id"/>. What it meant before, if anything, is set aside:
    /// its running and waiting requests end as if nothing had happened, it takes no new ones, and it stays loaded. A load of a client under that
    /// handle that has not ended is refused. Done twice it does nothing the second time.
    /// </summary>
    Task<SwapAnswer> PublishAsync(string handle, long id, CancellationToken cancelled);

    /// <summary>From here on <paramref name="handle"/> means nothing; what it meant is set aside.</summary>
    Task<SwapAnswer> WithdrawAsync(string handle, CancellationToken cancelled);

    /// <summary>
    /// Unloads a staged or set-aside model, after its last answer; what takes longer than an unload waits is ended. NotFound when there is none of
    /// that id (any more), Unavailable when an engine does not let go of it in twice that time: then it is unloaded when the engine does.
    /// </summary>
    Task<SwapAnswer> ReleaseAsync(long id, CancellationToken cancelled);

    /// <summary>What a model has done since it was loaded, seen or unseen; null when there is none of that id.</summary>
    ModelReading? Read(long id);

    /// <summary>The id of the model that serves under <paramref name="handle"/>, or null.</summary>
    long? Find(string handle);
}

/// <summary>Answer of a swap.</summary>
/// <param name="Fault">Why nothing was done; null when it was.</param>
/// <param name="Id">StageAsync: the staged model. PublishAsync, WithdrawAsync: the model set aside, or null when there was none.</param>
/// <param name="Model">StageAsync, PublishAsync: what is known of the model staged or published.</param>
public sealed record SwapAnswer(ModelFault? Fault, long? Id = null, ModelInfo? Model = null);

/// <summary>What a model has done for clients. Trials do not count: a heartbeat tells of inferences that somebody asked for.</summary>
/// <param name="Id">The registry's.</param>
/// <param name="Model">Which one.</param>
/// <param name="Runs">Runs that ended, failed ones included.</param>
/// <param name="Errors">Runs that failed; requests refused by their form are none.</param>
/// <param name="TotalLatency">Sum over all runs of the engine's time.</param>
/// <param name="LongestLatency">The longest run.</param>
/// <param name="LastRun">End of the last run; null before the first.</param>
public sealed record ModelReading(
    long Id, ModelInfo Model, long Runs, long Errors, TimeSpan TotalLatency, TimeSpan LongestLatency, DateTimeOffset? LastRun);

/// <summary>Readings of the models that clients see. Takes no message; thread-safe.</summary>
public interface IModelReadings
{
    /// <summary>One per model that serves.</summary>
    IReadOnlyList<ModelReading> All();
}
