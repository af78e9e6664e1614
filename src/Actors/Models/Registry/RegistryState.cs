using Akka.Actor;
using EdgeActors.Models.Serving;

namespace EdgeActors.Models.Registry;

/// <summary>
/// All aliases, in the order of their loads, and what the <paramref name="directory"/> shows of them. Handed in with the
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

    /// <summary>From here on predictions find the model.</summary>
    public void Serve(ModelEntry entry, ServingModel model)
    {
        (entry.Phase, entry.Serving) = (EntryPhase.Ready, model);
        directory.Publish(Serving);
    }

    /// <summary>From here on they do not; its alias stays taken until <see cref="Remove"/>.</summary>
    public void Withdraw(ModelEntry entry)
    {
        entry.Phase = EntryPhase.Draining;
        directory.Publish(Serving);
    }

    public void Remove(ModelEntry entry)
    {
        _entries.Remove(entry);
        directory.Publish(Serving);
    }

    /// <summary>From here on nothing is loaded or predicted.</summary>
    public void Stop(IActorRef stopper)
    {
        Stopper = stopper;
        directory.Stop();
    }
}
