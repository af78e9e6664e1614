using EdgeActors.Models.Engine;
using EdgeActors.Models.Serving;

namespace EdgeActors.Models.Prediction;

/// <summary>What an engine thread does with an operation: run it, answer it, and go on with the one that waits next.</summary>
internal static class ModelRun
{
    public static void Execute(PredictOperation first, EngineThreads threads)
    {
        for (PredictOperation? operation = first; operation is not null;)
        {
            operation = RunOne(operation);
            if (operation is not null && threads.HasBacklog)
            {
                // Another model waits for a thread: queue up behind it.
                operation.Model!.Start(operation);
                return;
            }
        }
    }

    private static PredictOperation? RunOne(PredictOperation operation)
    {
        ServingModel model = operation.Model!;
        long generation = operation.Generation;
        FinishedRun? run = null;
        PredictOutcome outcome = default;
        if (operation.IsPending)
        {
            long started = model.Clock.GetTimestamp();
            outcome = Run(operation, model);
            long ended = model.Clock.GetTimestamp();
            bool failed = outcome.Fault is { Code: not FaultCode.Cancelled } && operation.Revoked is null;
            run = new FinishedRun(ended, model.Clock.GetElapsedTime(started, ended), failed);
        }

        operation.EndTensors();
        // The slot is given on before the answer, so that the caller's next prediction finds it free.
        PredictOperation? next = model.Admission.Finish(operation, run, unsent: outcome.Result is not null);
        if (!operation.TryAnswer(generation, outcome))
        {
            outcome.Result?.Dispose();
        }

        operation.Release();
        return next;
    }

    private static PredictOutcome Run(PredictOperation operation, ServingModel model)
    {
        try
        {
            IInferenceResult result = model.Session.Run(operation.Inputs, operation.Ending);
            return new PredictOutcome(new LeasedResult(result, model.Admission), null);
        }
        catch (ModelFaultException refused)
        {
            return new PredictOutcome(null, operation.Revoked ?? refused.Fault);
        }
        catch (OperationCanceledException) when (operation.Ending.IsCancellationRequested)
        {
            return new PredictOutcome(null, operation.Revoked ?? PredictFaults.Cancelled);
        }
        catch (Exception failure)
        {
            model.Actor.Tell(new ServingProtocol.EngineFailed(failure), Akka.Actor.ActorRefs.NoSender);
            return new PredictOutcome(null, PredictFaults.EngineFailed(model.Info.Handle));
        }
    }
}
