using EdgeActors.Models.Engine;
using EdgeActors.Models.Tensors;

namespace EdgeActors.Models;

/// <summary>The way in for predictions: finds the model, checks the tensors, queues, runs.</summary>
public interface IPredictor
{
    /// <summary>
    /// Runs <paramref name="tensors"/> through the model. Never throws for what a client can cause.
    /// </summary>
    /// <param name="handle">The model's handle.</param>
    /// <param name="tensors">
    /// Taken over: their data are disposed when the engine no longer reads them, which may be after the returned task has
    /// ended with <see cref="FaultCode.Cancelled"/>.
    /// </param>
    /// <param name="cancelled">
    /// The client's deadline or its going away. Ends the wait at once and the run as soon as the engine can.
    /// </param>
    ValueTask<PredictOutcome> PredictAsync(string handle, IReadOnlyList<RequestTensor> tensors, CancellationToken cancelled);
}

/// <summary>A result to send and then dispose, or the reason why there is none. Exactly one of the two is set.</summary>
public readonly record struct PredictOutcome(IInferenceResult? Result, ModelFault? Fault);
