using System.Collections.Frozen;
using EdgeActors.Models.Serving;

namespace EdgeActors.Models.Registry;

/// <summary>
/// Which model serves under which alias: an immutable snapshot that the registry replaces and that predictions read without
/// a lock or a message. A reader may hold a model that was just unloaded; its admission then refuses.
/// </summary>
public sealed class ModelDirectory : IModelCatalog
{
    private volatile FrozenDictionary<string, ServingModel> _models = FrozenDictionary<string, ServingModel>.Empty;
    private volatile bool _stopping;

    /// <summary>Whether the agent takes no more work.</summary>
    public bool IsStopping => _stopping;

    /// <summary>Aliases that serve now.</summary>
    public IReadOnlyCollection<string> Handles => _models.Keys;

    /// <inheritdoc />
    public ModelInfo? Find(string handle) => TryFind(handle, out ServingModel? model) ? model!.Info : null;

    internal bool TryFind(string handle, out ServingModel? model) => _models.TryGetValue(handle, out model);

    /// <summary>Called by the registry only.</summary>
    internal void Publish(IEnumerable<ServingModel> models) =>
        _models = models.ToFrozenDictionary(static model => model.Info.Handle, StringComparer.Ordinal);

    /// <summary>From here on every new prediction is refused as unavailable.</summary>
    internal void Stop() => _stopping = true;
}
