using System.Text.Json;

namespace EdgeActors.Fleet.Rest.Wire;

/// <summary>Who asks: the whole request of two of the calls, and part of the third.</summary>
internal static class DeviceMessage
{
    private const string Device = "DeviceName";
    private const string Fleet = "DeviceFleetName";

    /// <summary>The request.</summary>
    public static ReadOnlyMemory<byte> Of(DeviceIdentity identity) => WireText.Of(json => Write(json, identity));

    /// <summary>Its members.</summary>
    public static void Write(Utf8JsonWriter json, DeviceIdentity identity)
    {
        json.WriteString(Device, identity.Device);
        json.WriteString(Fleet, identity.Fleet);
    }

    /// <summary>Reads them.</summary>
    /// <exception cref="WireFormatException">They are missing or not legal.</exception>
    public static DeviceIdentity Read(WireValue message) => new(
        message.Member(Fleet).Text(WireNames.IsDevice, WireNames.DeviceForm),
        message.Member(Device).Text(WireNames.IsDevice, WireNames.DeviceForm));
}
