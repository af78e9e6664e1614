using System.Text;

namespace EdgeActors.Hosting.Capture;

/// <summary>
/// The seed of a device's jitter: the same after every start, another on each device, so that a fleet never retries in step.
/// </summary>
internal static class DeviceSeed
{
    // FNV-1a: a cryptographic hash would load its library into every agent, also into those that never capture.
    private const uint Basis = 2_166_136_261;
    private const uint Prime = 16_777_619;

    public static int Of(string device) =>
        unchecked((int)Encoding.UTF8.GetBytes(device).Aggregate(Basis, static (hash, one) => (hash ^ one) * Prime));
}
