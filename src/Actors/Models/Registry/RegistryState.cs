using Akka.Actor;
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

    public EntryPhase Phase { get; set; }

    /// <summary>Memory set aside for it, in bytes.</summary>
    public long Footprint { get; set; }

    public IActorRef Actor { get; set; } = ActorRefs.Nobody;

    public ServingModel? Serving { get; set; }
}

/// <summary>
/// All aliases, in the order of their loads. Handed in with the registry's Props, so that a restart of the registry loses no
/// model and no caller. Used by the registry only.
/// </summary>
internal sealed class RegistryState
{
    private readonly List<ModelEntry> _entries = [];
    private long _generations;

    public IReadOnlyList<ModelEntry> Entries => _entries;

    /// <summary>Who is told when the last model is gone; set when the agent stops.</summary>
    public IActorRef? Stopper { get; set; }

    /// <summary>Memory set aside for all models, in bytes.</summary>
    public long Footprint => _entries.Sum(static entry => entry.Footprint);

    public IEnumerable<ServingModel> Serving =>
        _entries.Where(static entry => entry.Phase == EntryPhase.Ready).Select(static entry => entry.Serving!);

    public ModelEntry? Find(string handle) => _entries.Find(entry => entry.Handle == handle);

    public ModelEntry? Find(long generation) => _entries.Find(entry => entry.Generation == generation);

    public ModelEntry Add(string handle, string url, string folder, IActorRef requester)
    {
        ModelEntry entry = new(handle, url, folder, ++_generations, requester);
        _entries.Add(entry);
        return entry;
    }

    public void Remove(ModelEntry entry) => _entries.Remove(entry);
}
