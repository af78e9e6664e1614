using Akka.Actor;
using EdgeActors.Models.Engine;

namespace EdgeActors.Models.Registry;

/// <summary>Has the engine look at a model's folder, since that reads the disk, and tells the registry.</summary>
internal sealed class FolderInspection(IInferenceEngine engine, ModelEntry entry, IActorRef registry) : IEngineWork
{
    /// <summary>Private to the registry. Exactly one of footprint and fault is set.</summary>
    public sealed record Inspected(long Generation, ModelFootprint? Footprint, ModelFault? Fault, Exception? Unexpected)
        : RegistryProtocol.INotice;

    public void Execute(EngineThreads threads)
    {
        Inspected outcome;
        try
        {
            outcome = new Inspected(entry.Generation, engine.Inspect(entry.Folder), null, null);
        }
        catch (ModelFaultException refused)
        {
            outcome = new Inspected(entry.Generation, null, refused.Fault, null);
        }
        catch (Exception failure)
        {
            ModelFault fault = new(
                FaultCode.Internal, $"'{entry.Handle}' is not loaded: the folder '{entry.Url}' could not be looked at; the agent's log has the details");
            outcome = new Inspected(entry.Generation, null, fault, failure);
        }

        registry.Tell(outcome, ActorRefs.NoSender);
    }
}
