using EdgeActors.Configuration.Capture;
using EdgeActors.Configuration.Rules;

namespace EdgeActors.Configuration.Catalogue;

/// <summary>The parameters that say which device this is, of which fleet, and where it keeps its data.</summary>
internal static class DeviceParameter
{
    public static ParameterSection Section { get; } = new("Fleet, device and data");

    private static readonly TextRule ThingRule = Rule.Checked(
        "NAME",
        $"1 to {DeviceNames.LongestThing} letters, digits, `-`, `_`, `:`",
        DeviceNames.IsThing,
        "is no name of a device",
        $"give 1 to {DeviceNames.LongestThing} letters, digits, dashes, underscores and colons",
        DeviceNames.LongestThing);

    public static readonly Parameter<string> Fleet = Section.Add(new Parameter<string>(
        Rule.Checked(
            "NAME",
            $"1 to {DeviceNames.LongestFleet} letters, digits, `-`, `_`; first and last a letter or digit",
            DeviceNames.IsFleet,
            "is no name of a fleet",
            $"give 1 to {DeviceNames.LongestFleet} letters, digits, dashes and underscores, the first and last a letter or digit",
            DeviceNames.LongestFleet),
        "DeviceFleetName",
        "sagemaker_edge_core_device_fleet_name")
    {
        Default = CaptureSettings.NoFleet,
        ComponentDefaultWords = "none, required",
        Meaning = "The device's fleet",
    });

    public static readonly Parameter<string> DeviceName = Section.Add(new Parameter<string>(ThingRule, "sagemaker_edge_core_device_name")
    {
        DefaultWords = "the next two, then `AWS_IOT_THING_NAME`, then the machine's name",
        Meaning = "The device",
    });

    public static readonly Parameter<string> DeviceUuid = Section.Add(new Parameter<string>(ThingRule, "sagemaker_edge_core_device_uuid")
    {
        Meaning = "The device, by its older key",
    });

    public static readonly Parameter<string> ThingName = Section.Add(new Parameter<string>(ThingRule, "sagemaker_edge_core_iot_thing_name")
    {
        Meaning = "The device's thing in AWS IoT; names the device when nothing else does",
    });

    public static readonly Parameter<string> DataRoot = Section.Add(new Parameter<string>(
        Rule.Folder, "LocalDataRootPath", "sagemaker_edge_local_data_root_path")
    {
        Flag = "--data-root",
        DefaultWords = "the user's own state folder, see below",
        ComponentDefaultWords = $"`$STATE_DIRECTORY`, else `{Capture.DataRoot.OfTheComponent}`",
        Meaning = "Folder of journal, spool and stored captures",
        Besides = "of the agent's own user, no symbolic link",
    });

    public static readonly Parameter<bool> DbEnable = Section.Add(new Parameter<bool>(Rule.Switch, "DbEnable")
    {
        Flag = "--durable",
        Default = false,
        DefaultWords = "false; true with `sagemaker_edge_db_module_path`",
        Meaning = "Have accepted captures on stable storage before the client hears OK",
    });

    public static readonly Parameter<string> DbModule = Section.Add(new Parameter<string>(Rule.AnyText, "sagemaker_edge_db_module_path")
    {
        Meaning = "The old agent's database library: that it is named turns `DbEnable` on, the library itself is not used",
    });
}
