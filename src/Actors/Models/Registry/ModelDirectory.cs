using System.Collections.Frozen;
using System.Collections.Immutable;
using EdgeActors.Models.Serving;

namespace EdgeActors.Models.Registry;

/// <summary>
/// Which model serves under which alias: an immutable snapshot that the registry replaces and that predictions read without
/// a lock or a message. A reader may hold a model that was just unloaded; its admission then refuses. Models without an alias are found by id.
/// </summary>
public sealed class ModelDirectory : IModelCatalog
{
    private volatile Snapshot _now = new([], []);
    private volatile bool _stopping;

    /// <summary>Whether the agent takes no more work.</summary>
    public bool IsStopping => _stopping;

    /// <summary>Aliases that serve now.</summary>
    public IReadOnlyCollection<string> Handles => _now.ByAlias.Keys;

    /// <summary>Models that have an alias, in the order of their loads.</summary>
    internal ImmutableArray<ServingModel> Seen => _now.Seen;

    /// <inheritdoc />
    public ModelInfo? Find(string handle) => TryFind(handle, out ServingModel? model) ? model!.Info : null;

    internal bool TryFind(string handle, out ServingModel? model) => _now.ByAlias.TryGetValue(handle, out model);

    internal bool TryFind(long id, out ServingModel? model) => _now.ById.TryGetValue(id, out model);

    /// <summary>Called by the registry only: those with an alias, and all that can serve.</summary>
    internal void Publish(IEnumerable<ServingModel> seen, IEnumerable<ServingModel> all) => _now = new Snapshot([.. seen], all);

    /// <summary>From here on every new prediction is refused as unavailable.</summary>
    internal void Stop() => _stopping = true;

    private sealed class Snapshot(ImmutableArray<ServingModel> seen, IEnumerable<ServingModel> all)
    {
        public ImmutableArray<ServingModel> Seen { get; } = seen;

        public FrozenDictionary<string, ServingModel> ByAlias { get; } =
            seen.ToFrozenDictionary(static model => model.Info.Handle, StringComparer.Ordinal);

        public FrozenDictionary<long, ServingModel> ById { get; } = all.ToFrozenDictionary(static model => model.Id);
    }
}
