using Akka.Actor;
using EdgeActors.Models.Binding;
using EdgeActors.Models.Engine;
using EdgeActors.Models.Prediction;

namespace EdgeActors.Models.Serving;

/// <summary>A loaded model as predictions see it. Immutable but for its <see cref="Admission"/>; outlives its actor's restarts.</summary>
internal sealed class ServingModel(
    long id, ModelInfo info, IModelSession session, IActorRef actor, EngineThreads threads, Admission admission, TimeProvider clock)
{
    /// <summary>The registry's number of this load.</summary>
    public long Id { get; } = id;

    public ModelInfo Info { get; } = info;

    public IModelSession Session { get; } = session;

    /// <summary>Checks requests against the session's inputs.</summary>
    public TensorBinder Binder { get; } = new(session.Inputs);

    /// <summary>The model's actor.</summary>
    public IActorRef Actor { get; } = actor;

    public Admission Admission { get; } = admission;

    /// <summary>Clock of latencies and of the last run.</summary>
    public TimeProvider Clock { get; } = clock;

    /// <summary>Hands an operation that has a run slot to an engine thread.</summary>
    public void Start(PredictOperation operation)
    {
        for (PredictOperation? next = operation; next is not null;)
        {
            try
            {
                threads.Dispatch(next);
                return;
            }
            catch (ModelFaultException refusal)
            {
                PredictOperation refused = next;
                next = Admission.Finish(refused, null, unsent: false);
                refused.Refuse(refusal.Fault);
            }
        }
    }

    /// <summary>Refuses what waits, and with <paramref name="told"/> also what no actor will receive any more.</summary>
    public void RefuseQueued(bool told, ModelFault reason)
    {
        foreach (PredictOperation operation in Admission.TakeQueued(told))
        {
            operation.Refuse(reason);
        }
    }

    /// <summary>Refuses what waits and ends what runs, so many runs.</summary>
    public int Revoke(ModelFault reason)
    {
        RefuseQueued(told: false, reason);
        return Admission.RevokeRunning(reason);
    }

    /// <summary>The refusal for one prediction too many.</summary>
    public ModelFault QueueFull()
    {
        TimeSpan retry = PredictFaults.RetryAfter(
            Admission.MaxQueue, Admission.MaxConcurrency, Admission.Statistics.MeanLatency);
        return PredictFaults.QueueFull(Info.Handle, Admission.MaxQueue, retry);
    }
}
