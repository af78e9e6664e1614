namespace EdgeActors.Doctor.Fleets;

/// <summary>What can be found about the fleet.</summary>
internal static class FleetCodes
{
    public static readonly DoctorCode None = Of("FLEET-NONE", Severity.Ok, "with these settings nobody looks after the device");

    public static readonly DoctorCode Ok = Of("FLEET-OK", Severity.Ok, "the fleet knows the device, and its document can be read");

    public static readonly DoctorCode NoKeys = Of("FLEET-NO-KEYS", Severity.Error, "without keys the fleet cannot be asked", "see the findings about credentials");

    public static readonly DoctorCode Unregistered = Of(
        "FLEET-UNREGISTERED", Severity.Warning, "the fleet does not know the device: heartbeats are kept and deployments do not begin",
        "register it with the fleet, or correct the names of fleet and device");

    public static readonly DoctorCode Away = Of(
        "FLEET-AWAY", Severity.Error, "the fleet cannot be reached: heartbeats are kept, and deployments do not begin",
        "check edgeactors_fleet_url and the network; a folder has to be mounted");

    public static readonly DoctorCode Denied = Of(
        "FLEET-DENIED", Severity.Error, "the fleet does not let the device in", "give the device's keys the rights of its fleet, and check its clock");

    public static readonly DoctorCode Unusable = Of(
        "FLEET-UNUSABLE", Severity.Error, "what the fleet answers cannot be used", "check edgeactors_fleet_url, and the fleet's document");

    public static readonly DoctorCode NoDeployments = Of(
        "FLEET-NO-DEPLOYMENTS", Severity.Warning, "the fleet knows the device and does not say what it should have, so no model can be deployed to it",
        "let the device read the fleet's document, or ask for deployments; harmless where there are none");

    public static readonly IReadOnlyList<DoctorCode> All = [None, Ok, NoKeys, Unregistered, Away, Denied, Unusable, NoDeployments];

    private static DoctorCode Of(string name, Severity severity, string meaning, string fix = "") => new(name, Area.Fleet, severity, meaning, fix);
}
