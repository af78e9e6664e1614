using EdgeActors.Configuration.Capture;
using EdgeActors.Configuration.Fleet;
using EdgeActors.Configuration.Rules;
using EdgeActors.Fleet.Documents;
using static EdgeActors.Specs.Configuration.Capture.Configured;

namespace EdgeActors.Specs.Configuration.Fleet;

public sealed class FleetRulesSpecs
{
    [Fact]
    public void Nobody_looks_after_a_device_that_was_told_nothing()
    {
        FleetSettings fleet = Read("{}").Checked().Options.Fleet;

        Assert.Equal(new FleetSettings(), fleet);
        Assert.Equal("none", fleet.Address.ToString());
    }

    [Fact]
    public void Period_bound_and_durability_arrive()
    {
        FleetSettings fleet = Read("""{ "edgeactors_heartbeat_period": 300, "edgeactors_heartbeats_kept": 7, "DbEnable": true, "DeviceFleetName": "f", "CaptureDataDestination": "Disk" }""")
            .Checked().Options.Fleet;

        Assert.Equal((TimeSpan.FromMinutes(5), 7, true), (fleet.Heartbeats.Period, fleet.Heartbeats.Kept, fleet.Heartbeats.Durable));
        Assert.Empty(fleet.Heartbeats.Faults());
    }

    [Theory]
    [InlineData("NONE", FleetKind.None, "none")]
    [InlineData("https://edge.example:8443", FleetKind.Rest, "https://edge.example:8443")]
    [InlineData("https://edge.example/", FleetKind.Rest, "https://edge.example")]
    [InlineData("http://127.0.0.1:8080", FleetKind.Rest, "http://127.0.0.1:8080")]
    [InlineData("http://[::1]:8080", FleetKind.Rest, "http://[::1]:8080")]
    [InlineData("s3://bucket", FleetKind.Bucket, "s3://bucket")]
    [InlineData("s3://bucket/", FleetKind.Bucket, "s3://bucket")]
    [InlineData("s3://bucket/a/b/", FleetKind.Bucket, "s3://bucket/a/b")]
    [InlineData("file:///media/usb%20stick", FleetKind.Folder, "/media/usb stick")]
    [InlineData("/media/usb", FleetKind.Folder, "/media/usb")]
    [InlineData("/media/../usb", FleetKind.Folder, "/usb")]
    public void Addresses_are_of_four_kinds(string text, object kind, string shown)
    {
        Assert.Null(FleetAddress.Rule.Fault(text));

        FleetAddress address = FleetAddress.Of(text);

        Assert.Equal(((FleetKind)kind, shown), (address.Kind, address.ToString()));
    }

    [Theory]
    [InlineData("http://edge.example", "would be spoken to without encryption")]
    [InlineData("https://edge.example/path", "is no address of a server")]
    [InlineData("s3://Bucket", "names no bucket")]
    [InlineData("s3://bucket/../x", "has a prefix that is none")]
    [InlineData("file://host/x", "names no folder by its absolute path")]
    [InlineData("file:///media/usb?x", "names no folder by its absolute path")]
    [InlineData("file:///media/usb%0A", "names no folder by its absolute path")]
    [InlineData("usb", "is no address of a server")]
    [InlineData("s3:/bucket", "is no address of a server")]
    [InlineData("/media\n/usb", "is too long or not printable")]
    public void Other_texts_are_refused(string text, string rule)
    {
        ValueFault fault = Assert.IsType<ValueFault>(FleetAddress.Rule.Fault(text));

        Assert.Equal(rule, fault.Rule);
        Assert.NotEmpty(fault.Fix);
        Assert.False(fault.IsPrivate);
    }

    [Fact]
    public void A_password_in_an_address_is_not_repeated() => Assert.True(FleetAddress.Rule.Fault("https://me:secret@edge.example")!.IsPrivate);

    [Fact]
    public void A_fleet_needs_a_name_and_a_device_that_fleets_take()
    {
        string[] faults = Faults("""
            "edgeactors_fleet_url": "/media/usb", "sagemaker_edge_core_device_name": "dev:1"
            """);

        Assert.Contains(faults, static fault => fault.StartsWith("DeviceFleetName is missing, while edgeactors_fleet_url is given", StringComparison.Ordinal));
        Assert.Contains(faults, static fault => fault.StartsWith("sagemaker_edge_core_device_name \"dev:1\" would be \"dev:1\"", StringComparison.Ordinal));
    }

    [Fact]
    public void A_tree_in_a_bucket_needs_a_region_and_takes_server_and_proxy_of_captures()
    {
        const string Device = "\"DeviceFleetName\": \"f\", \"CaptureDataDestination\": \"Disk\", \"sagemaker_edge_core_device_name\": \"d\", \"edgeactors_fleet_url\": \"s3://fleets/p\"";

        Assert.StartsWith("sagemaker_edge_core_region is missing, while edgeactors_fleet_url is s3://fleets/p", Assert.Single(Faults(Device)), StringComparison.Ordinal);
        FleetSettings fleet = Read($$"""{ {{Device}}, "sagemaker_edge_core_region": "eu-west-1", "edgeactors_s3_endpoint": "http://127.0.0.1:9000", "edgeactors_s3_path_style": true }""")
            .Checked().Options.Fleet;
        Assert.Equal(new BucketSettings("fleets", "eu-west-1", new Uri("http://127.0.0.1:9000"), PathStyle: true, Proxy: null), fleet.Bucket);
        Assert.True(fleet.NeedsKeys);
    }

    [Fact]
    public void A_tree_in_a_folder_needs_no_keys()
    {
        FleetSettings fleet = Read("""{ "DeviceFleetName": "f", "CaptureDataDestination": "Disk", "sagemaker_edge_core_device_name": "d", "edgeactors_fleet_url": "file:///media/usb" }""")
            .Checked().Options.Fleet;

        Assert.Equal((FleetKind.Folder, new FleetTreeRoot.Folder("/media/usb"), null, false), (fleet.Address.Kind, fleet.Address.Tree, fleet.Bucket, fleet.NeedsKeys));
    }
}
