using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using EdgeActors.Fleet.Documents;

namespace EdgeActors.Fleet.Stages;

/// <summary>Which stage of a deployment a device is in. Pure: devices and operators come to the same answer without asking each other.</summary>
internal static class StageSelection
{
    /// <summary>The first stage that selects the device; null when none does.</summary>
    public static DesiredStage? StageOf(DesiredDeployment deployment, string device) =>
        deployment.Stages.FirstOrDefault(stage => Selects(stage.Selection, deployment.Name, device));

    /// <summary>Whether a selection has the device in it, whatever stages come before.</summary>
    public static bool Selects(DeviceSelection selection, string deployment, string device) => selection switch
    {
        DeviceSelection.Percentage share => HundredthOf(deployment, device) < share.Percent,
        DeviceSelection.Names names => names.Devices.Contains(device, StringComparer.Ordinal),
        DeviceSelection.NameContains part => device.Contains(part.Part, StringComparison.Ordinal),
        _ => false,
    };

    /// <summary>
    /// Which of a hundred equal parts of the fleet a device is in, 0 to 99: the same at all times and on all machines, another for each deployment so
    /// that not always the same devices go first.
    /// </summary>
    public static int HundredthOf(string deployment, string device)
    {
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{deployment}\0{device}"));
        return (int)(((UInt128)BinaryPrimitives.ReadUInt64BigEndian(hash) * 100) >> 64);
    }
}
