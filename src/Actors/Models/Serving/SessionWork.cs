using Akka.Actor;
using EdgeActors.Models.Engine;
using EdgeActors.Models.Package;

namespace EdgeActors.Models.Serving;

/// <summary>The blocking steps of a model's life, each told to its actor when done.</summary>
internal static class SessionWork
{
    /// <summary>Private to the model's actor: the engine has opened the model.</summary>
    public sealed record Opened(long Generation) : INoSerializationVerificationNeeded;

    /// <summary>Private to the model's actor: it has not.</summary>
    public sealed record NotOpened(long Generation, ModelFault Fault, Exception? Unexpected) : INoSerializationVerificationNeeded;

    /// <summary>Private to the model's actor: the engine's memory is free; or the engine failed to free it.</summary>
    public sealed record Released(long Generation, Exception? Unexpected) : INoSerializationVerificationNeeded;

    /// <summary>Opens the session and leaves it in <paramref name="life"/>.</summary>
    public sealed class Open(ModelLife life, ModelSetting setting, IActorRef actor) : IEngineWork
    {
        public void Execute(EngineThreads threads)
        {
            object outcome;
            try
            {
                outcome = Load();
            }
            catch (ModelFaultException refused)
            {
                outcome = new NotOpened(life.Generation, refused.Fault, null);
            }
            catch (OperationCanceledException) when (life.Abandoned.IsCancellationRequested)
            {
                outcome = new NotOpened(life.Generation, Prediction.PredictFaults.Unloading(life.Handle), null);
            }
            catch (Exception failure)
            {
                ModelFault fault = new(
                    FaultCode.Internal, $"'{life.Handle}' is not loaded: the engine failed in a way it does not explain while it read '{life.Url}'; the agent's log has the details");
                outcome = new NotOpened(life.Generation, fault, failure);
            }

            actor.Tell(outcome, ActorRefs.NoSender);
        }

        private Opened Load()
        {
            life.Abandoned.ThrowIfCancellationRequested();
            IModelSession session = setting.Engine.Load(life.Folder, life.Abandoned);
            bool kept = false;
            try
            {
                int concurrency = Math.Max(1, Math.Min(session.MaxConcurrency, setting.Options.MaxConcurrencyPerModel));
                Admission admission = new(concurrency, setting.Options.MaxQueuePerModel);
                PackageManifest package = PackageManifest.Read(life.Folder);
                ModelInfo info = new(life.Handle, life.Url, session.Inputs, session.Outputs)
                {
                    PackageName = package.Name,
                    PackageVersion = package.Version,
                };
                kept = life.TryKeep(new ServingModel(life.Generation, info, session, actor, setting.Runs, admission, setting.Clock));
                return new Opened(life.Generation);
            }
            finally
            {
                if (!kept)
                {
                    session.Dispose();
                }
            }
        }
    }

    /// <summary>Frees the session.</summary>
    public sealed class Release(ModelLife life, IActorRef actor) : IEngineWork
    {
        public void Execute(EngineThreads threads)
        {
            Exception? unexpected = null;
            try
            {
                life.Dispose();
            }
            catch (Exception failure)
            {
                unexpected = failure;
            }

            actor.Tell(new Released(life.Generation, unexpected), ActorRefs.NoSender);
        }
    }
}
