using EdgeActors.Configuration.Fleet;
using EdgeActors.Configuration.Rules;
using EdgeActors.Heartbeats;

namespace EdgeActors.Configuration.Catalogue;

/// <summary>Who looks after the device, and how it tells of itself.</summary>
internal static class FleetParameter
{
    private static readonly HeartbeatOptions Usual = new();

    public static ParameterSection Section { get; } = new("Fleet control");

    public static readonly Parameter<string> Url = Section.Add(new Parameter<string>(FleetAddress.Rule, "edgeactors_fleet_url")
    {
        Default = FleetAddress.Nobody,
        Meaning = "Where the fleet is that the device registers with, reports to and takes deployments from",
        Besides = "needs `DeviceFleetName`, and a name of the device by the same rule",
    });

    public static readonly Parameter<TimeSpan> HeartbeatPeriod = Section.Add(new Parameter<TimeSpan>(
        Rule.Seconds(HeartbeatOptions.ShortestPeriod, HeartbeatOptions.LongestPeriod), "edgeactors_heartbeat_period")
    {
        Default = Usual.Period,
        IsLive = true,
        Meaning = "Pause between two heartbeats",
    });

    public static readonly Parameter<int> HeartbeatsKept = Section.Add(new Parameter<int>(
        Rule.Number(1, HeartbeatOptions.MostKept), "edgeactors_heartbeats_kept")
    {
        Default = Usual.Kept,
        Meaning = "Heartbeats that are kept while the fleet is away",
    });
}
