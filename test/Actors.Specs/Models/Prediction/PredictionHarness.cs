using Akka.Actor;
using EdgeActors.Models;
using EdgeActors.Models.Engine;
using EdgeActors.Models.Prediction;
using EdgeActors.Models.Serving;
using EdgeActors.Models.Tensors;

namespace EdgeActors.Specs.Models.Prediction;

/// <summary>A model without its actor: what would be told to it is received at once.</summary>
internal sealed class PredictionHarness : IDisposable
{
    private readonly EngineThreads _threads = new("spec", 8, TimeSpan.FromSeconds(1));

    public PredictionHarness(IModelSession session, int concurrency = 4, int queue = 1000)
    {
        ModelInfo info = new("m", "m", session.Inputs, session.Outputs);
        Model = new ServingModel(
            1, info, session, ActorRefs.Nobody, _threads, new Admission(concurrency, queue), TimeProvider.System);
    }

    public PredictOperationPool Pool { get; } = new(kept: 64);

    public ServingModel Model { get; }

    public ValueTask<PredictOutcome> Predict(TensorData data, CancellationToken cancelled = default)
    {
        PredictOperation operation = Pool.Rent();
        RequestTensor[] tensors = [new(TensorName.Empty, null, null, data)];
        Assert.Null(Model.Binder.Bind(tensors, operation.Reserve(Model.Binder.Count)));
        operation.Begin(Model, tensors, cancelled);
        ValueTask<PredictOutcome> answer = operation.Answer;
        Admittance step = Model.Admission.Enter(operation);
        if (step == Admittance.Tell)
        {
            step = Model.Admission.Receive(operation);
        }

        if (step == Admittance.Run)
        {
            Model.Start(operation);
        }
        else if (step != Admittance.Wait)
        {
            operation.Refuse(Model.QueueFull());
        }

        return answer;
    }

    public void Dispose() => _threads.Dispose();
}
