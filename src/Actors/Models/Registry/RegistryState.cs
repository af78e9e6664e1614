using Akka.Actor;
using EdgeActors.Models.Serving;

namespace EdgeActors.Models.Registry;

/// <summary>
/// All models, in the order of their loads, and what the <paramref name="directory"/> shows of them. Handed in with the
/// registry's Props, so that a restart of the registry loses no model and no caller. Used by the registry only.
/// </summary>
internal sealed class RegistryState(ModelDirectory directory)
{
    private readonly List<ModelEntry> _entries = [];
    private long _generations;

    public IReadOnlyList<ModelEntry> Entries => _entries;

    /// <summary>Who is told when the last model is gone; set when the agent stops.</summary>
    public IActorRef? Stopper { get; private set; }

    /// <summary>Memory set aside for all models, in bytes.</summary>
    public long Footprint => _entries.Sum(static entry => entry.Footprint);

    public IEnumerable<ServingModel> Serving => Ready.Where(static entry => entry.HasAlias).Select(static entry => entry.Serving!);

    private IEnumerable<ModelEntry> Ready => _entries.Where(static entry => entry.Phase == EntryPhase.Ready);

    /// <summary>Who has the alias; it may still load, or be unloaded already.</summary>
    public ModelEntry? Find(string handle) => _entries.Find(entry => entry.HasAlias && entry.Handle == handle);

    public ModelEntry? Find(long generation) => _entries.Find(entry => entry.Generation == generation);

    /// <summary>A model that somebody wants loaded; with <paramref name="alias"/> nobody else may have that.</summary>
    public ModelEntry Add(string handle, string url, string folder, IActorRef requester, bool alias)
    {
        ModelEntry entry = new(handle, url, folder, ++_generations, requester) { HasAlias = alias };
        _entries.Add(entry);
        return entry;
    }

    /// <summary>From here on predictions find the model, by its alias if it has that.</summary>
    public void Serve(ModelEntry entry, ServingModel model)
    {
        (entry.Phase, entry.Serving) = (EntryPhase.Ready, model);
        Publish();
    }

    /// <summary>The alias goes from one model to another, in one step for who reads the directory; one of the two may be nobody.</summary>
    public void PassAlias(ModelEntry? from, ModelEntry? to)
    {
        if (from is not null)
        {
            from.HasAlias = false;
        }

        if (to is not null)
        {
            to.HasAlias = true;
        }

        Publish();
    }

    /// <summary>From here on they do not; its alias stays taken until <see cref="Remove"/>.</summary>
    public void Withdraw(ModelEntry entry)
    {
        entry.Phase = EntryPhase.Draining;
        Publish();
    }

    public void Remove(ModelEntry entry)
    {
        _entries.Remove(entry);
        Publish();
    }

    /// <summary>From here on nothing is loaded or predicted.</summary>
    public void Stop(IActorRef stopper)
    {
        Stopper = stopper;
        directory.Stop();
    }

    private void Publish() => directory.Publish(Serving, Ready.Select(static entry => entry.Serving!));
}
