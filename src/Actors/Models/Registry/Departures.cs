using Akka.Actor;
using Akka.Event;
using EdgeActors.Models.Prediction;
using EdgeActors.Models.Serving;
using static EdgeActors.Models.ModelsProtocol;

namespace EdgeActors.Models.Registry;

/// <summary>How models leave the registry: drained, failed, or with their actor. Used by the registry only.</summary>
internal sealed class Departures(RegistryState state, ModelSetting setting, ILoggingAdapter log)
{
    /// <summary>Takes no more predictions and unloads after the last answer, or when the time for that is up.</summary>
    public void Drain(ModelEntry entry, TimeSpan? timeout = null)
    {
        state.Withdraw(entry);
        entry.Actor.Tell(new ServingProtocol.Drain(timeout ?? setting.Options.DrainTimeout));
    }

    /// <summary>Tells <paramref name="entry"/>'s unloader, when it is unloaded.</summary>
    public void Unload(ModelEntry entry, IActorRef unloader)
    {
        entry.Unloaders.Add(unloader);
        if (entry.Phase == EntryPhase.Ready)
        {
            Drain(entry);
        }
    }

    public void OnDrained(ServingProtocol.ModelDrained drained)
    {
        if (state.Find(drained.Generation) is not { } entry)
        {
            return;
        }

        Remove(entry);
        entry.AnswerUnloaders(new ModelUnloaded(entry.Handle));
        if (entry.HasAlias)
        {
            ModelEvents.ModelUnloaded.Write(log, entry.Handle);
        }
        else
        {
            ModelEvents.ModelReleased.Write(log, entry.Folder, entry.Handle);
        }
    }

    public void OnStuck(ServingProtocol.ModelStuck stuck)
    {
        if (state.Find(stuck.Generation) is { } entry)
        {
            entry.AnswerUnloaders(new ModelRefused(RegistryFaults.NotYetFreed(entry, stuck.Held)));
        }
    }

    public void OnStopped(RegistryProtocol.ModelStopped stopped)
    {
        if (state.Find(stopped.Generation) is not { } entry)
        {
            return;
        }

        if (state.Stopper is null)
        {
            ModelEvents.ModelActorLost.Write(log, entry.Handle);
        }

        Fail(entry, PredictFaults.Gone(entry.Handle));
    }

    /// <summary>It will not be loaded, and why is told.</summary>
    public void Refuse(ModelEntry entry, ModelFault fault)
    {
        ModelEvents.ModelNotLoaded.Write(log, entry.Handle, entry.Folder, fault.Message);
        Fail(entry, fault);
    }

    /// <summary>It is gone without having been drained.</summary>
    public void Fail(ModelEntry entry, ModelFault fault)
    {
        Remove(entry);
        entry.Refuse(fault);
    }

    public void ReportWhenEmpty()
    {
        if (state.Entries.Count == 0)
        {
            state.Stopper?.Tell(RegistryProtocol.AllStopped.Instance);
        }
    }

    private void Remove(ModelEntry entry)
    {
        state.Remove(entry);
        ReportWhenEmpty();
    }
}
