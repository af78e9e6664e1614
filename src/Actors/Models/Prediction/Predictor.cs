using EdgeActors.Models.Registry;
using EdgeActors.Models.Serving;
using EdgeActors.Models.Tensors;

namespace EdgeActors.Models.Prediction;

/// <summary>
/// Finds the model in the directory, checks the tensors, and sends the prediction on its way: straight to an engine thread
/// when the model has a slot free, else as a message to the model's actor.
/// </summary>
internal sealed class Predictor(ModelDirectory directory, PredictOperationPool operations) : IPredictor
{
    public ValueTask<PredictOutcome> PredictAsync(
        string handle, IReadOnlyList<RequestTensor> tensors, CancellationToken cancelled)
    {
        if (Find(handle, cancelled, out ServingModel? model) is { } refusal)
        {
            return Refuse(tensors, refusal);
        }

        PredictOperation operation = operations.Rent();
        if (model!.Binder.Bind(tensors, operation.Reserve(model.Binder.Count)) is { } fault)
        {
            operations.Return(operation);
            return Refuse(tensors, fault);
        }

        operation.Begin(model, tensors, cancelled);
        ValueTask<PredictOutcome> answer = operation.Answer;
        switch (model.Admission.Enter(operation))
        {
            case Admittance.Run:
                model.Start(operation);
                break;
            case Admittance.Tell:
                model.Actor.Tell(operation, Akka.Actor.ActorRefs.NoSender);
                break;
            case Admittance.Full:
                operation.Refuse(model.QueueFull());
                break;
            default:
                operation.Refuse(directory.IsStopping ? PredictFaults.Stopping : PredictFaults.NotLoaded(handle));
                break;
        }

        return answer;
    }

    private ModelFault? Find(string handle, CancellationToken cancelled, out ServingModel? model)
    {
        model = null;
        return directory.IsStopping ? PredictFaults.Stopping
            : !directory.TryFind(handle, out model) ? PredictFaults.NotLoaded(handle)
            : cancelled.IsCancellationRequested ? PredictFaults.Cancelled
            : null;
    }

    private static ValueTask<PredictOutcome> Refuse(IReadOnlyList<RequestTensor> tensors, ModelFault fault)
    {
        foreach (RequestTensor tensor in tensors)
        {
            tensor.Data.Dispose();
        }

        return ValueTask.FromResult(new PredictOutcome(null, fault));
    }
}
