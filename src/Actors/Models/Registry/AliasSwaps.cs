using Akka.Event;
using static EdgeActors.Models.ModelsProtocol;

namespace EdgeActors.Models.Registry;

/// <summary>
/// Gives aliases to loaded models and takes them away. Who loses its alias stays loaded and open, so that a caller who found it a moment
/// before is served all the same. Used by the registry only.
/// </summary>
internal sealed class AliasSwaps(RegistryState state, ILoggingAdapter log)
{
    public IModelsReply Publish(SwapProtocol.Publish command)
    {
        if (SwapAdmission.Publish(command.Handle, command.Id, state) is { } fault)
        {
            return new ModelRefused(fault);
        }

        ModelEntry entry = state.Find(command.Id)!;
        long? aside = null;
        if (!entry.HasAlias)
        {
            aside = Pass(command.Handle, entry, RegistryFaults.Displaced(command.Handle));
            ModelEvents.ModelPublished.Write(log, entry.Handle, entry.Folder);
        }

        return new SwapProtocol.Swapped(aside, entry.Serving!.Info);
    }

    public IModelsReply Withdraw(SwapProtocol.Withdraw command) => state.Stopper is not null
        ? new ModelRefused(Prediction.PredictFaults.Stopping)
        : new SwapProtocol.Swapped(Pass(command.Handle, null, RegistryFaults.Withdrawn(command.Handle)), null);

    // The id of who had the alias and could have it again. One that a client loads is unwanted from here on; one that is unloaded goes on with that.
    private long? Pass(string handle, ModelEntry? to, ModelFault whoLoads)
    {
        ModelEntry? from = state.Find(handle);
        state.PassAlias(from, to);
        if (from is { IsBeingLoaded: true })
        {
            from.Displace(whoLoads);
        }

        if (from is not { Phase: EntryPhase.Ready })
        {
            return null;
        }

        ModelEvents.ModelSetAside.Write(log, from.Folder, handle);
        return from.Generation;
    }
}
