using System.Collections.Concurrent;

namespace EdgeActors.Fleet.Serving;

/// <summary>
/// The tree as devices see it, kept from call to call: a view knows what it has read and written, and refuses a document that is older. Thread-safe.
/// </summary>
/// <param name="most">Views that are kept; who asks beyond that gets one for this call only.</param>
/// <param name="create">Makes a view, which costs nothing before it is asked.</param>
internal sealed class DeviceViews(int most, Func<DeviceIdentity, IFleet> create)
{
    private readonly ConcurrentDictionary<DeviceIdentity, IFleet> _views = new();

    /// <summary>The view of a device.</summary>
    public IFleet Of(DeviceIdentity device) =>
        _views.TryGetValue(device, out IFleet? view) ? view
        : _views.Count < most ? _views.GetOrAdd(device, create)
        : create(device);
}
