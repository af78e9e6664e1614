using EdgeActors.Fleet.Documents;
using EdgeActors.Fleet.Documents.Json;

namespace EdgeActors.Fleet.Tree;

/// <summary>Reads whether a device is registered.</summary>
internal sealed class TreeRegistration(IDocumentStore store, FleetTree tree, string device)
{
    /// <summary>How long it is believed at most that a device is not registered: somebody may be about to.</summary>
    public static readonly TimeSpan LongestRefusal = TimeSpan.FromMinutes(5);

    /// <exception cref="DocumentStoreException">The store failed, or there is no such fleet.</exception>
    /// <exception cref="DocumentFormatException">A document cannot be read.</exception>
    public async Task<Registration> ReadAsync(CancellationToken cancelled)
    {
        DocumentRead fleet = await store.ReadAsync(tree.FleetKey, null, FleetFormat.LargestDocument, cancelled);
        if (fleet.Content is null)
        {
            throw TreeAnswer.NoFleet(tree, store.Description);
        }

        TimeSpan life = FleetJson.Read(fleet.Content).RegistrationLife;
        DocumentRead read = await store.ReadAsync(tree.DeviceKey(device), null, FleetFormat.LargestDocument, cancelled);
        DeviceDocument? registered = read.Content is null ? null : DeviceJson.Read(read.Content);
        if (registered is not null && (registered.Fleet != tree.Fleet || registered.Device != device))
        {
            throw TreeAnswer.Unusable(tree.DeviceKey(device), store.Description, "is about another device or fleet; register this one again");
        }

        bool isActive = registered is { IsActive: true };
        return new Registration(isActive, isActive || life < LongestRefusal ? life : LongestRefusal);
    }
}
