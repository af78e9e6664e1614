using System.Collections.Immutable;
using EdgeActors.Aws.Credentials;

namespace EdgeActors.Fleet.Serving.Keys;

/// <summary>A key that devices sign with.</summary>
/// <param name="Secret">The secret part.</param>
/// <param name="Devices">Which devices it may speak for.</param>
internal sealed record AccessKey(Secret Secret, ImmutableArray<NamePattern> Devices)
{
    /// <summary>Whether it may speak for a device.</summary>
    public bool MaySpeakFor(string device) => Devices.Any(pattern => pattern.Matches(device));
}
