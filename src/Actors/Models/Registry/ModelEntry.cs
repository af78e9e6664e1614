using Akka.Actor;
using EdgeActors.Models.Serving;
using static EdgeActors.Models.ModelsProtocol;

namespace EdgeActors.Models.Registry;

/// <summary>Where a model stands.</summary>
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

/// <summary>One model; several may be meant for one alias, of which one at most has it.</summary>
internal sealed class ModelEntry(string handle, string url, string folder, long generation, IActorRef requester)
{
    private bool _answered;

    public string Handle { get; } = handle;

    public string Url { get; } = url;

    public string Folder { get; } = folder;

    public long Generation { get; } = generation;

    /// <summary>Who asked for the load.</summary>
    public IActorRef Requester { get; } = requester;

    /// <summary>Who asked for the unload; several may wait for it.</summary>
    public List<IActorRef> Unloaders { get; } = [];

    public EntryPhase Phase { get; set; } = EntryPhase.Inspecting;

    /// <summary>Whether <see cref="Handle"/> means it; not so while it is staged, set aside or released.</summary>
    public bool HasAlias { get; set; }

    /// <summary>Whether it is to be unloaded as soon as it is loaded.</summary>
    public bool IsUnwanted { get; private set; }

    /// <summary>Memory set aside for it, in bytes.</summary>
    public long Footprint { get; set; }

    public IActorRef Actor { get; set; } = ActorRefs.Nobody;

    public ServingModel? Serving { get; set; }

    /// <summary>Whether it cannot serve yet.</summary>
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

    /// <summary>Another model got the alias while this one still loads, or nobody shall have it.</summary>
    public void Displace(ModelFault fault)
    {
        IsUnwanted = true;
        AnswerRequester(new ModelRefused(fault));
    }

    /// <summary>Tells who asked for the load, once.</summary>
    public void AnswerRequester(IModelsReply reply)
    {
        if (!_answered)
        {
            _answered = true;
            Requester.Tell(reply);
        }
    }

    /// <summary>Tells everyone who asked for the unload, once.</summary>
    public void AnswerUnloaders(IModelsReply reply)
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
        AnswerRequester(new ModelRefused(fault));
        AnswerUnloaders(new ModelRefused(IsBeingLoaded ? Prediction.PredictFaults.NotLoaded(Handle) : fault));
    }
}
