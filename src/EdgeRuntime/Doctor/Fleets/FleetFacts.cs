using EdgeActors.Fleet;

namespace EdgeActors.Doctor.Fleets;

/// <summary>What the fleet says to this device.</summary>
/// <param name="Fleet">Where it is.</param>
/// <param name="Device">Which device asked.</param>
/// <param name="Registration">Whether it knows the device; null when there were no keys to ask with.</param>
/// <param name="Desired">What it wants of it; null when that was not asked.</param>
internal sealed record FleetFacts(string Fleet, string Device, FleetAnswer<Registration>? Registration, FleetAnswer<DesiredState>? Desired);
