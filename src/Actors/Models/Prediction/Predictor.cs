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
        string handle, IReadOnlyList<RequestTensor> tensors, CancellationToken cancelled) =>
        directory.IsStopping ? Refuse(tensors, PredictFaults.Stopping)
        : !directory.TryFind(handle, out ServingModel? model) ? Refuse(tensors, PredictFaults.NotLoaded(handle))
        : Send(model!, isTrial: false, tensors, cancelled);

    /// <summary>The same for trials, of a model that may have no alias: takes no place from clients.</summary>
    public ValueTask<PredictOutcome> PredictAsync(
        long id, IReadOnlyList<RequestTensor> tensors, CancellationToken cancelled) =>
        directory.IsStopping ? Refuse(tensors, PredictFaults.Stopping)
        : !directory.TryFind(id, out ServingModel? model) ? Refuse(tensors, RegistryFaults.NoSuchId(id))
        : Send(model!, isTrial: true, tensors, cancelled);

    private ValueTask<PredictOutcome> Send(
        ServingModel model, bool isTrial, IReadOnlyList<RequestTensor> tensors, CancellationToken cancelled)
    {
        if (cancelled.IsCancellationRequested)
        {
            return Refuse(tensors, PredictFaults.Cancelled);
        }

        PredictOperation operation = operations.Rent();
        if (Bind(operation, model, tensors) is { } fault)
        {
            operations.Return(operation);
            return Refuse(tensors, fault);
        }

        operation.Begin(model, tensors, cancelled, isTrial);
        ValueTask<PredictOutcome> answer = operation.Answer;
        Admittance step = model.Admission.Enter(operation);
        while (step == Admittance.Closed && !isTrial && Successor(model) is { } next)
        {
            // The alias went to another model, and this one away, between the look into the directory and here.
            if (Bind(operation, next, tensors) is { } misfit)
            {
                operation.Refuse(misfit);
                return answer;
            }

            operation.Move(next);
            model = next;
            step = model.Admission.Enter(operation);
        }

        Go(operation, model, step);
        return answer;
    }

    private void Go(PredictOperation operation, ServingModel model, Admittance step)
    {
        switch (step)
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
                operation.Refuse(directory.IsStopping ? PredictFaults.Stopping : PredictFaults.NotLoaded(model.Info.Handle));
                break;
        }
    }

    // Who closes a model has taken it out of the directory before, so the same one again means that its actor was lost.
    private ServingModel? Successor(ServingModel closed) =>
        !directory.IsStopping && directory.TryFind(closed.Info.Handle, out ServingModel? next) && next != closed ? next : null;

    private static ModelFault? Bind(PredictOperation operation, ServingModel model, IReadOnlyList<RequestTensor> tensors) =>
        model.Binder.Bind(tensors, operation.Reserve(model.Binder.Count));

    private static ValueTask<PredictOutcome> Refuse(IReadOnlyList<RequestTensor> tensors, ModelFault fault)
    {
        foreach (RequestTensor tensor in tensors)
        {
            tensor.Data.Dispose();
        }

        return ValueTask.FromResult(new PredictOutcome(null, fault));
    }
}
