namespace EdgeActors.Deployment.Running;

/// <summary>
/// What deployments have loaded in this process. It outlives the actors that write it, so that one that is started again finds what the one before it
/// has left: models that serve, and models that nobody sees and that have to be unloaded. Thread-safe.
/// </summary>
public sealed class LoadedModels
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, LoadedModel> _serving = new(StringComparer.Ordinal);
    private readonly HashSet<long> _unseen = [];

    /// <summary>Handles under which deployments have put a model.</summary>
    internal IReadOnlyList<string> Handles => Locked<IReadOnlyList<string>>(() => [.. _serving.Keys]);

    /// <summary>Loaded models that nobody sees.</summary>
    internal IReadOnlyList<long> Unseen => Locked<IReadOnlyList<long>>(() => [.. _unseen]);

    /// <summary>What a deployment has put under a handle, or null. A client may have unloaded it since.</summary>
    internal LoadedModel? Find(string handle) => Locked(() => _serving.GetValueOrDefault(handle));

    /// <summary>A model was staged or set aside.</summary>
    internal void Hide(long id) => Locked(() => _unseen.Add(id));

    /// <summary>A model was unloaded.</summary>
    internal void Forget(long id) => Locked(() => _unseen.Remove(id));

    /// <summary>A model was published under a handle.</summary>
    internal void Serve(string handle, LoadedModel model) => Locked(() =>
    {
        _serving[handle] = model;
        return _unseen.Remove(model.Id);
    });

    /// <summary>What is under a handle stays: the client's model that it took the place of is not wanted back.</summary>
    internal void Settle(string handle) => Locked(() => _serving.TryGetValue(handle, out LoadedModel? model)
        ? _serving[handle] = model with { Foreign = null }
        : null);

    /// <summary>Nothing of ours is under the handle any more.</summary>
    internal void Vacate(string handle) => Locked(() => _serving.Remove(handle));

    private T Locked<T>(Func<T> action)
    {
        lock (_gate)
        {
            return action();
        }
    }
}

/// <summary>A model that a deployment has put under a handle.</summary>
/// <param name="Id">The registry's.</param>
/// <param name="Folder">Of its package.</param>
/// <param name="Foreign">A client's model that it took the place of, until the deployment is committed; null when there was none.</param>
internal sealed record LoadedModel(long Id, string Folder, long? Foreign);
