using EdgeActors.Configuration.Capture;
using static EdgeActors.Specs.Configuration.Capture.Configured;

namespace EdgeActors.Specs.Configuration.Capture;

public sealed class CaptureNamesSpecs
{
    [Fact]
    public void Component_needs_a_fleet() => Assert.Equal(
        "DeviceFleetName is missing and has no default; give the name of the device's fleet",
        Fault("\"edgeactors_component\": true, \"CaptureDataDestination\": \"Disk\""));

    [Fact]
    public void Who_made_it_a_component_without_meaning_to_is_told_by_what() => Assert.Equal(
        "DeviceFleetName is missing and has no default; give the name of the device's fleet, " +
        "or add \"edgeactors_component\": false for an agent that needs none (DbEnable makes the file a Greengrass component's)",
        Fault("\"sagemaker_edge_log_verbose\": true, \"DbEnable\": true, \"CaptureDataDestination\": \"Disk\""));

    [Theory]
    [InlineData("fleet\\n")]
    [InlineData("-fleet")]
    [InlineData("../up")]
    [InlineData("größe")]
    public void Fleet_has_the_apis_form(string name) => Assert.Contains(
        "is no name of a fleet", Fault($"\"CaptureDataDestination\": \"Disk\", \"DeviceFleetName\": \"{name}\""), StringComparison.Ordinal);

    [Theory]
    [InlineData(63, true)]
    [InlineData(64, false)]
    public void Fleet_has_at_most_63_characters(int length, bool valid) => Assert.Equal(valid, DeviceNames.IsFleet(new string('f', length)));

    [Theory]
    [InlineData("\"sagemaker_edge_core_device_name\": \"one\", \"sagemaker_edge_core_device_uuid\": \"two\"", "one")]
    [InlineData("\"sagemaker_edge_core_device_uuid\": \"two\", \"sagemaker_edge_core_iot_thing_name\": \"three\"", "two")]
    [InlineData("\"sagemaker_edge_core_iot_thing_name\": \"three:3\"", "three:3")]
    [InlineData("\"sagemaker_edge_core_device_name\": \"\"", "thing")]
    [InlineData("", "thing")]
    public void Device_is_named_by_configuration_else_by_its_thing(string json, string expected) =>
        Assert.Equal(expected, Settings(json, ("AWS_IOT_THING_NAME", "thing")).Device);

    [Fact]
    public void Device_without_a_thing_is_named_by_its_machine() => Assert.Equal(DeviceNames.OfThisMachine(), Settings("").Device);

    [Theory]
    [InlineData("sagemaker_edge_core_device_name")]
    [InlineData("sagemaker_edge_core_device_uuid")]
    [InlineData("sagemaker_edge_core_iot_thing_name")]
    public void Device_name_has_the_form_of_a_thing(string key) =>
        Assert.StartsWith($"{key} \"a b\" is no name of a device", Fault($"\"{key}\": \"a b\""), StringComparison.Ordinal);

    [Theory]
    [InlineData("my host.local", "my-host-local")]
    [InlineData("größe\n", "gr--e-")]
    [InlineData("", "no_device")]
    [InlineData("---", "no_device")]
    public void Any_machines_name_becomes_a_devices(string machine, string device) => Assert.Equal(device, DeviceNames.Device(machine));

    [Theory]
    [InlineData("", "")]
    [InlineData("a/b c/ü", "a/b c/ü")]
    public void Prefix_may_be_empty_or_have_parts(string given, string expected) =>
        Assert.Equal(expected, Settings($"{Component}, \"FolderPrefix\": \"{given}\"").FolderPrefix);

    [Theory]
    [InlineData("/a")]
    [InlineData("a/")]
    [InlineData("a//b")]
    [InlineData("..")]
    [InlineData("a/../b")]
    [InlineData("a/./b")]
    [InlineData("a\\nb")]
    [InlineData("a\\\\b")]
    public void Prefix_leads_nowhere_but_down(string prefix) =>
        Assert.Contains("is no folder", Fault($"{Component}, \"FolderPrefix\": \"{prefix}\""), StringComparison.Ordinal);

    [Theory]
    [InlineData(512, true)]
    [InlineData(513, false)]
    public void Prefix_has_at_most_512_characters(int length, bool valid) => Assert.Equal(valid, DeviceNames.IsPrefix(new string('p', length)));

    [Theory]
    [InlineData("\"LocalDataRootPath\": \"/data\"", "/data", "/data/capture")]
    [InlineData("\"LocalDataRootPath\": \"/data\", \"CaptureDataDiskPath\": \"/disk/x/..\"", "/data", "/disk")]
    [InlineData("\"LocalDataRootPath\": \"\", \"sagemaker_edge_core_capture_data_disk_path\": \"/disk\"", "/greengrass/v2/work/aws.greengrass.SageMakerEdgeManager", "/disk")]
    public void Folders_are_those_given(string json, string root, string disk)
    {
        CaptureSettings settings = Settings($"{Component}, {json}");

        Assert.Equal((root, disk), (settings.DataRoot, settings.DiskPath));
    }

    [Theory]
    [InlineData("LocalDataRootPath")]
    [InlineData("CaptureDataDiskPath")]
    public void Folder_has_to_be_a_path(string key) =>
        Assert.Contains($"{key} \"a\\u0000b\" is no path", Fault($"{Component}, \"{key}\": \"a\\u0000b\""), StringComparison.Ordinal);

    [Theory]
    [InlineData("/var/lib/a:/var/lib/b", "/x", "/home", "/var/lib/a")]
    [InlineData(null, "/state", "/home", "/state/edgeactors")]
    [InlineData(null, "relative", "/home", "/home/.local/state/edgeactors")]
    [InlineData(null, null, null, "/var/lib/edgeactors")]
    public void Run_by_hand_keeps_its_data_with_the_user(string? service, string? state, string? home, string expected) => Assert.Equal(
        expected,
        DataRoot.OfThisUser(name => name switch { "STATE_DIRECTORY" => service, "XDG_STATE_HOME" => state, "HOME" => home, _ => null }));

    [Theory]
    [InlineData("/var/lib/greengrass/work/one/", "/var/lib/greengrass/work/one/")]
    [InlineData("/srv/first:/srv/second", "/srv/first")]
    [InlineData("relative", DataRoot.OfTheComponent)]
    [InlineData("", DataRoot.OfTheComponent)]
    [InlineData(null, DataRoot.OfTheComponent)]
    public void Component_keeps_its_data_in_the_folder_that_the_recipe_names(string? named, string expected) =>
        Assert.Equal(expected, DataRoot.OfAComponent(name => name == "STATE_DIRECTORY" ? named : "/elsewhere"));
}
