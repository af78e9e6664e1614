namespace EdgeActors.Doctor.Nucleus;

/// <summary>What can be found about Greengrass.</summary>
internal static class NucleusCodes
{
    public static readonly DoctorCode Ok = new("GREENGRASS-OK", Area.Greengrass, Severity.Ok, "the nucleus gives this component what it needs");
    public static readonly DoctorCode Absent = new("GREENGRASS-ABSENT", Area.Greengrass, Severity.Ok, "doctor does not run as a Greengrass component");

    public static readonly DoctorCode NoTokenExchange = new(
        "GREENGRASS-NO-TES", Area.Greengrass, Severity.Error, "the nucleus gives no address for keys, and the bucket needs some",
        "add aws.greengrass.TokenExchangeService to the recipe's ComponentDependencies and deploy again");

    public static readonly DoctorCode NoToken = new(
        "GREENGRASS-NO-TOKEN", Area.Greengrass, Severity.Warning, "SVCUID is missing, so the nucleus does not know this component: no readiness, no configuration updates",
        "start the agent by the component's lifecycle script, with exec, not by hand or through a wrapper that clears the environment");

    public static readonly DoctorCode NoSocket = new(
        "GREENGRASS-NO-SOCKET", Area.Greengrass, Severity.Warning, "the nucleus's socket is not there: it has stopped or was restarted elsewhere", "systemctl status greengrass; restart this component");

    public static readonly DoctorCode Thing = new(
        "GREENGRASS-THING", Area.Greengrass, Severity.Warning, "the device's name is not the thing's, under which fleets and policies know it",
        "leave the device's name out of the configuration, or set it to the thing's");

    public static readonly IReadOnlyList<DoctorCode> All = [Ok, Absent, NoTokenExchange, NoToken, NoSocket, Thing];
}
