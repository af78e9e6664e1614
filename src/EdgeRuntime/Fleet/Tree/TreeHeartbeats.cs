using EdgeActors.Fleet.Documents;
using EdgeActors.Fleet.Documents.Json;

namespace EdgeActors.Fleet.Tree;

/// <summary>
/// Writes the newest heartbeat of a device, and how deployments ended on it. It knows the version that it wrote last, so that a heartbeat is one
/// conditional put; it reads first only at the start, and when somebody else has written meanwhile.
/// </summary>
internal sealed class TreeHeartbeats(IDocumentStore store, FleetTree tree, string device, TimeProvider time)
{
    private const int MostAttempts = 3;
    private volatile Known? _known;

    /// <exception cref="DocumentStoreException">The store failed.</exception>
    /// <exception cref="DocumentFormatException">It would be no document that can be read.</exception>
    public async Task SendAsync(Heartbeat heartbeat, CancellationToken cancelled)
    {
        if (heartbeat.Deployment is { } result)
        {
            byte[] ended = ResultJson.Write(new ResultDocument(tree.Fleet, device, result));
            _ = await store.WriteAsync(tree.ResultKey(result, device), ended, expected: null, cancelled);
        }

        byte[] content = HeartbeatJson.Write(new HeartbeatDocument(tree.Fleet, device, heartbeat with { Deployment = null }));
        for (int attempt = 0; attempt < MostAttempts; attempt++)
        {
            Known known = _known ?? await ReadAsync(cancelled);
            if (known.Time >= heartbeat.Time && known.Time <= time.GetUtcNow())
            {
                _known = known;
                return;
            }

            // What comes from the future was written while the clock was wrong, and would never be older than what comes now.
            string? version = await store.WriteAsync(tree.HeartbeatKey(device), content, known.Version, cancelled);
            _known = version is null ? null : new Known(version, heartbeat.Time);
            if (version is not null)
            {
                return;
            }
        }

        throw new DocumentStoreException(
            FleetFaultKind.Unreachable,
            $"somebody else keeps writing {tree.HeartbeatKey(device)} in {store.Description}: two devices seem to have the name \"{device}\"; give each its own");
    }

    private async Task<Known> ReadAsync(CancellationToken cancelled)
    {
        DocumentRead read = await store.ReadAsync(tree.HeartbeatKey(device), null, FleetFormat.LargestDocument, cancelled);
        if (read.Content is { } content)
        {
            return new Known(read.Version!, TimeOf(content));
        }

        // An empty mount point must not become a fleet.
        return (await store.ReadAsync(tree.FleetKey, null, FleetFormat.LargestDocument, cancelled)).Content is null
            ? throw TreeAnswer.NoFleet(tree, store.Description)
            : new Known(DocumentVersion.None, DateTimeOffset.MinValue);
    }

    private static DateTimeOffset TimeOf(byte[] content)
    {
        try
        {
            return HeartbeatJson.Read(content).Heartbeat.Time;
        }
        catch (DocumentFormatException)
        {
            // What cannot be read is no news of this device.
            return DateTimeOffset.MinValue;
        }
    }

    private sealed record Known(string Version, DateTimeOffset Time);
}
