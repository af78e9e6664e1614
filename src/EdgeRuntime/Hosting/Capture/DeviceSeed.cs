using System.Security.Cryptography;
using System.Text;

namespace EdgeActors.Hosting.Capture;

/// <summary>The seed of a device's jitter: the same after every start, another on each device, so that a fleet never retries in step.</summary>
internal static class DeviceSeed
{
    public static int Of(string device) => BitConverter.ToInt32(SHA256.HashData(Encoding.UTF8.GetBytes(device)));
}
