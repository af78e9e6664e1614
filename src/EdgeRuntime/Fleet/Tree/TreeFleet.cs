using EdgeActors.Fleet.Documents;
using Microsoft.Extensions.Logging;

namespace EdgeActors.Fleet.Tree;

/// <summary>A fleet that is nothing but a tree of documents in a bucket or a folder (docs/fleet.md). Its store bounds each call in time.</summary>
internal sealed class TreeFleet : IFleet, IDisposable
{
    private readonly IDocumentStore _store;
    private readonly bool _ownsStore;
    private readonly TreeRegistration _registration;
    private readonly TreeHeartbeats _heartbeats;
    private readonly TreeDesired _desired;
    private readonly FailureCount _failures;

    /// <param name="store">The tree.</param>
    /// <param name="ownsStore">Whether the store goes with this.</param>
    /// <param name="identity">Which device of which fleet.</param>
    /// <param name="signature">How the desired state must be signed.</param>
    /// <param name="time">The clock.</param>
    /// <param name="log">Told of what operators have to see to.</param>
    public TreeFleet(
        IDocumentStore store, bool ownsStore, DeviceIdentity identity, IDocumentSignature signature, TimeProvider time, ILogger log)
    {
        FleetTree tree = new(identity.Fleet);
        (_store, _ownsStore) = (store, ownsStore);
        _registration = new(store, tree, identity.Device);
        _heartbeats = new(store, tree, identity.Device, time);
        _failures = new(store, tree, log);
        _desired = new(store, tree, identity.Device, signature, _failures, time, log);
    }

    /// <inheritdoc />
    public string Description => _store.Description;

    /// <inheritdoc />
    public Task<FleetAnswer<Registration>> RegisterAsync(CancellationToken cancelled) =>
        TreeAnswer.OfAsync(_store.Description, () => _registration.ReadAsync(cancelled), cancelled);

    /// <inheritdoc />
    public Task<FleetAnswer<Delivered>> SendAsync(Heartbeat heartbeat, CancellationToken cancelled) => TreeAnswer.OfAsync(
        _store.Description,
        async () =>
        {
            await _heartbeats.SendAsync(heartbeat, cancelled);
            if (heartbeat.Deployment is { Stopped: false } ended)
            {
                _failures.Ended(ended.Digest);
            }

            return Delivered.Instance;
        },
        cancelled);

    /// <inheritdoc />
    public Task<FleetAnswer<DesiredState>> PollAsync(string? known, CancellationToken cancelled) =>
        TreeAnswer.OfAsync(_store.Description, () => _desired.PollAsync(known, cancelled), cancelled);

    /// <inheritdoc />
    public void Dispose()
    {
        if (_ownsStore && _store is IDisposable store)
        {
            store.Dispose();
        }
    }
}
