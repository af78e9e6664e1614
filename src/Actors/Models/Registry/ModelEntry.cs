using Akka.Actor;
using EdgeActors.Models.Prediction;
using EdgeActors.Models.Serving;

namespace EdgeActors.Models.Registry;

/// <summary>Where an alias stands.</summary>
internal enum EntryPhase
{
    /// <summary>Its folder is being looked at.</summary>
    Inspecting,

    /// <summary>Its actor loads it.</summary>
    Loading,

    /// <summary>It serves.</summary>
    Ready,

    /// <summary>It is being unloaded.</summary>
    Draining,
}

/// <summary>One alias.</summary>
internal sealed class ModelEntry(string handle, string url, string folder, long generation, IActorRef requester)
{
    public string Handle { get; } = handle;

    public string Url { get; } = url;

    public string Folder { get; } = folder;

    public long Generation { get; } = generation;

    /// <summary>Who asked for the load.</summary>
    public IActorRef Requester { get; } = requester;

    /// <summary>Who asked for the unload; several may wait for it.</summary>
    public List<IActorRef> Unloaders { get; } = [];

    public EntryPhase Phase { get; set; } = EntryPhase.Inspecting;

    /// <summary>Memory set aside for it, in bytes.</summary>
    public long Footprint { get; set; }

    public IActorRef Actor { get; set; } = ActorRefs.Nobody;

    public ServingModel? Serving { get; set; }

    /// <summary>Whether <see cref="Requester"/> still waits for its answer.</summary>
    public bool IsBeingLoaded => Phase is EntryPhase.Inspecting or EntryPhase.Loading;

    /// <summary>Has an actor load and serve it.</summary>
    public void Start(IActorContext context, ModelSetting setting)
    {
        ModelLife life = new(Handle, Url, Folder, Generation);
        Actor = context.ActorOf(ModelActor.Props(life, setting), $"{Uri.EscapeDataString(Handle)}-{Generation}");
        context.WatchWith(Actor, new RegistryProtocol.ModelStopped(Generation));
        Phase = EntryPhase.Loading;
    }

    /// <summary>Ends its actor; while the folder is looked at there is none yet.</summary>
    public void Abandon(IActorContext context)
    {
        if (!Actor.IsNobody())
        {
            context.Stop(Actor);
        }
    }

    /// <summary>Tells everyone who asked for the unload, once.</summary>
    public void AnswerUnloaders(ModelsProtocol.IModelsReply reply)
    {
        foreach (IActorRef unloader in Unloaders)
        {
            unloader.Tell(reply);
        }

        Unloaders.Clear();
    }

    /// <summary>Tells everyone who waits for this model that it went another way than the regular one.</summary>
    public void Refuse(ModelFault fault)
    {
        if (IsBeingLoaded)
        {
            Requester.Tell(new ModelsProtocol.ModelRefused(fault));
        }

        AnswerUnloaders(new ModelsProtocol.ModelRefused(IsBeingLoaded ? PredictFaults.NotLoaded(Handle) : fault));
    }
}
