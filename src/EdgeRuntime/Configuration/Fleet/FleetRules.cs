using EdgeActors.Configuration.Capture;
using EdgeActors.Configuration.Catalogue;
using EdgeActors.Configuration.Layers;
using EdgeActors.Fleet.Documents;
using EdgeActors.Heartbeats;

namespace EdgeActors.Configuration.Fleet;

/// <summary>Turns the parameters about fleet control into settings.</summary>
/// <param name="values">What was given.</param>
/// <param name="capture">What is known of the device already.</param>
/// <param name="cloud">The rules for the way there.</param>
internal sealed class FleetRules(ParameterValues values, CaptureSettings capture, CloudRules cloud)
{
    /// <summary>The settings; of use only when no fault was noted.</summary>
    public FleetSettings Read()
    {
        string text = values.IsFaulty(FleetParameter.Url) ? FleetAddress.Nobody : values.Of(FleetParameter.Url);
        FleetAddress address = FleetAddress.Of(text);
        Check(address);
        string why = $"{values.NameOf(FleetParameter.Url)} is {address}";
        (string region, Uri? proxy) = address.Kind == FleetKind.Rest ? cloud.FleetService(why) : ("", null);
        return new FleetSettings
        {
            Address = address,
            Region = region,
            Proxy = proxy,
            Bucket = address.Tree is FleetTreeRoot.Bucket bucket ? cloud.WayTo(bucket.Name, why) : null,
            Heartbeats = new HeartbeatOptions
            {
                Period = values.Of(FleetParameter.HeartbeatPeriod),
                Kept = values.Of(FleetParameter.HeartbeatsKept),
                Durable = capture.Buffer.Durable,
            },
        };
    }

    private void Check(FleetAddress address)
    {
        if (address.Kind == FleetKind.None)
        {
            return;
        }

        string url = values.NameOf(FleetParameter.Url);
        if (!values.IsGiven(DeviceParameter.Fleet))
        {
            values.Fault(DeviceParameter.Fleet, $"is missing, while {url} is given", "give the name of the device's fleet");
        }

        if (!DeviceNames.IsFleet(capture.Device))
        {
            values.Fault(
                DeviceParameter.DeviceName,
                $"would be \"{capture.Device}\", which fleets do not take for a device, while {url} is given",
                $"give 1 to {DeviceNames.LongestFleet} letters, digits, dashes and underscores, the first and last a letter or digit");
        }
    }
}
