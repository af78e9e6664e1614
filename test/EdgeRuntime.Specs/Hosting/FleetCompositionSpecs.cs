using EdgeActors.Capture;
using EdgeActors.Configuration;
using EdgeActors.Configuration.Fleet;
using EdgeActors.Fleet;
using EdgeActors.Fleet.Nobody;
using EdgeActors.Heartbeats;
using EdgeActors.Hosting;
using EdgeActors.Hosting.Fleet;
using EdgeActors.Models.Swap;
using EdgeActors.Seats;
using EdgeActors.Storage.Spool;
using Microsoft.Extensions.DependencyInjection;
using static EdgeActors.Specs.Configuration.Capture.Configured;

namespace EdgeActors.Specs.Hosting;

public sealed class FleetCompositionSpecs
{
    private const string Device = "\"DeviceFleetName\": \"fleet\", \"CaptureDataDestination\": \"Disk\", \"sagemaker_edge_core_device_name\": \"dev_1\"";

    [Fact]
    public async Task Without_a_fleet_no_actor_runs_for_one()
    {
        await using ServiceProvider services = Services("");

        Assert.IsType<NoFleet>(services.GetRequiredService<IFleet>());
        Assert.Empty(services.GetServices<ActorSeat>());
    }

    [Fact]
    public async Task A_service_gets_an_adapter_and_heartbeats_a_seat()
    {
        await using ServiceProvider services = Services(", \"edgeactors_fleet_url\": \"https://edge.example:8443\", \"edgeactors_heartbeat_period\": 30");

        ActorSeat seat = Assert.Single(services.GetServices<ActorSeat>());
        HeartbeatSetting setting = services.GetRequiredService<HeartbeatSetting>();

        Assert.Equal((typeof(HeartbeatsKey), "heartbeats", true), (seat.Key, seat.Name, seat.StopsGracefully));
        Assert.Equal("https://edge.example:8443", services.GetRequiredService<IFleet>().Description);
        Assert.Equal(new DeviceIdentity("fleet", "dev_1"), setting.Identity);
        Assert.Equal(TimeSpan.FromSeconds(30), setting.Options.Period);
        Assert.NotEqual(0, setting.Options.Seed);
        Assert.Null(services.GetRequiredService<IDeviceRegistration>().IsActive);
        Assert.NotNull((await setting.Figures.ReadAsync(default)).MemoryBytes);
    }

    [Theory]
    [InlineData("s3://fleets/p", ", \"sagemaker_edge_core_region\": \"eu-west-1\"")]
    [InlineData("/media/usb", "")]
    public async Task A_tree_of_documents_gets_an_adapter_and_heartbeats_a_seat(string url, string besides)
    {
        await using ServiceProvider services = Services($", \"edgeactors_fleet_url\": \"{url}\"{besides}");

        Assert.Equal(url, services.GetRequiredService<IFleet>().Description);
        Assert.Single(services.GetServices<ActorSeat>());
    }

    [Fact]
    public void A_service_is_asked_by_the_configured_region_and_proxy()
    {
        FleetSettings fleet = Read($$"""{ {{Device}}, "edgeactors_fleet_url": "https://e.example", "edgeactors_proxy": "http://127.0.0.1:3128" }""", ("AWS_REGION", "eu-west-1"))
            .Checked().Options.Fleet;
        FleetSettings usual = Read($$"""{ {{Device}}, "edgeactors_fleet_url": "https://e.example" }""").Checked().Options.Fleet;

        Assert.Equal(("eu-west-1", "127.0.0.1", true), (fleet.Region, fleet.Proxy?.Host, fleet.NeedsKeys));
        Assert.Equal(("us-east-1", null), (usual.Region, usual.Proxy));
    }

    private static ServiceProvider Services(string json)
    {
        RunOptions options = Read($"{{ {Device}{json} }}").Checked().Options;
        return new ServiceCollection()
            .AddLogging()
            .AddSingleton(TimeProvider.System)
            .AddSingleton<IFaultSeam>(NoFaults.Instance)
            .AddSingleton<CaptureGauge>()
            .AddSingleton<ISpool>(new MemorySpool(new SpoolOptions()))
            .AddSingleton<IModelReadings>(new NoModels())
            .AddFleet(options)
            .BuildServiceProvider();
    }

    private sealed class NoModels : IModelReadings
    {
        public IReadOnlyList<ModelReading> All() => [];
    }
}
