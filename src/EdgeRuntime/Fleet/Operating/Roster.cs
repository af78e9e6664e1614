using EdgeActors.Fleet.Documents;
using EdgeActors.Fleet.Documents.Json;
using EdgeActors.Wording;

namespace EdgeActors.Fleet.Operating;

/// <summary>Writes registrations. Each is a document of its own and is changed only as long as it is what was read.</summary>
/// <param name="records">The fleet.</param>
/// <param name="time">The clock.</param>
internal sealed class Roster(FleetRecords records, TimeProvider time)
{
    private const int MostAttempts = 20;

    /// <summary>Registers devices, or makes them active again.</summary>
    /// <param name="devices">Their names, checked.</param>
    /// <param name="description">For people; null to leave it as it is.</param>
    /// <param name="cancelled">Ends the call.</param>
    public Task<Registered> RegisterAsync(IEnumerable<string> devices, string? description, CancellationToken cancelled) => EachAsync(
        devices,
        (device, known) => known is null
            ? new DeviceDocument { Fleet = records.Tree.Fleet, Device = device, Description = description ?? "", Registered = time.GetUtcNow() }
            : known with { IsActive = true, Description = description ?? known.Description },
        cancelled);

    /// <summary>Deactivates devices; all of them must be registered.</summary>
    /// <exception cref="OperatorException">One is not; others may have been deactivated.</exception>
    public Task<Registered> DeactivateAsync(IEnumerable<string> devices, CancellationToken cancelled) => EachAsync(
        devices,
        (device, known) => known is null
            ? throw new OperatorException($"device \"{Printable.Of(device)}\" is not registered with fleet \"{records.Tree.Fleet}\"; correct its name. The others may have been deactivated")
            : known with { IsActive = false },
        cancelled);

    private async Task<Registered> EachAsync(
        IEnumerable<string> devices, Func<string, DeviceDocument?, DeviceDocument> change, CancellationToken cancelled)
    {
        int changed = 0;
        int unchanged = 0;
        await Parallel.ForEachAsync(
            devices,
            new ParallelOptions { MaxDegreeOfParallelism = FleetRecords.AtOnce, CancellationToken = cancelled },
            async (device, cancel) => _ = await OneAsync(device, change, cancel) ? Interlocked.Increment(ref changed) : Interlocked.Increment(ref unchanged));
        return new Registered(changed, unchanged);
    }

    private async Task<bool> OneAsync(string device, Func<string, DeviceDocument?, DeviceDocument> change, CancellationToken cancelled)
    {
        string key = records.Tree.DeviceKey(device);
        for (int attempt = 0; attempt < MostAttempts; attempt++)
        {
            DocumentRead found = await records.Store.ReadAsync(key, known: null, FleetFormat.LargestDocument, cancelled);
            DeviceDocument? known = found.Content is null ? null : Read(found.Content);
            DeviceDocument wanted = change(device, known);
            if (wanted == known)
            {
                return false;
            }

            if (await records.Store.WriteAsync(key, Text(wanted), found.Version ?? DocumentVersion.None, cancelled) is not null)
            {
                return true;
            }
        }

        throw new OperatorException($"{key} was changed by others {MostAttempts} times in a row; try again");
    }

    // Read back: a registration that cannot be read would stop every verb of the fleet.
    private static byte[] Text(DeviceDocument wanted)
    {
        try
        {
            byte[] text = DeviceJson.Write(wanted);
            _ = DeviceJson.Read(text);
            return text;
        }
        catch (DocumentFormatException refused)
        {
            throw new OperatorException($"nobody could read that registration: {refused.Message}", refused);
        }
    }

    // A damaged registration is written anew.
    private static DeviceDocument? Read(byte[] content)
    {
        try
        {
            return DeviceJson.Read(content);
        }
        catch (DocumentFormatException)
        {
            return null;
        }
    }
}

/// <summary>What became of registrations.</summary>
/// <param name="Changed">Written.</param>
/// <param name="Unchanged">As they should be already.</param>
internal sealed record Registered(int Changed, int Unchanged);
