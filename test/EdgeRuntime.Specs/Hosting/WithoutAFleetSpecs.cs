using Akka.Actor;
using EdgeActors.Configuration;
using EdgeActors.Hosting;
using EdgeActors.Seats;
using EdgeActors.Specs.Configuration.Capture;
using EdgeActors.Specs.Logging;
using EdgeActors.Specs.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace EdgeActors.Specs.Hosting;

/// <summary>The whole agent as it is started, without a fleet and without deployments, which is the default.</summary>
public sealed class WithoutAFleetSpecs : IDisposable
{
    private static readonly string[] Areas = ["EdgeActors.Fleet", "EdgeActors.Heartbeats", "EdgeActors.Deployment", "EdgeActors.Packages"];

    private readonly TemporaryFolder _place = new();
    private readonly List<string> _made = [];

    public void Dispose() => _place.Dispose();

    [Theory]
    [InlineData("false")]
    [InlineData("true")]
    public async Task Nothing_of_either_is_made_at_the_start_and_the_disk_gets_nothing_of_theirs(string durable)
    {
        Directory.CreateDirectory(_place["data"]);
        using LogScene log = new();
        using IHost host = AgentHost.Create(Options($"\"DbEnable\": {durable}"), log.Log, Watch);

        await host.StartAsync();
        string[] there = [.. Directory.EnumerateFileSystemEntries(_place["data"]).Select(entry => Path.GetFileName(entry))];
        Settings settings = host.Services.GetRequiredService<ActorSystem>().Settings;
        await host.StopAsync();

        Assert.Empty(_made);
        Assert.Empty(there.Except(["capture", "damaged", "db", "spool"]));
        Assert.Empty(host.Services.GetServices<ActorSeat>());
        Assert.All(
            (string[])["heartbeat-journal", "deployment-journal"],
            serializer => Assert.False(settings.Config.HasPath($"akka.actor.serializers.{serializer}"), serializer));
    }

    [Fact]
    public void With_both_they_are_asked_for()
    {
        using LogScene log = new();
        using IHost host = AgentHost.Create(
            Options($"\"DbEnable\": true, \"DeploymentEnable\": true, \"edgeactors_fleet_url\": \"{_place["tree"]}\", \"sagemaker_edge_core_device_name\": \"d\""),
            log.Log,
            Watch);

        Assert.Throws<InvalidOperationException>(() => host.Services.GetServices<ActorSeat>());
        Assert.NotEmpty(_made);
    }

    // What is registered and never asked for costs nothing; what was made before the host is built is found here.
    private void Watch(IServiceCollection services)
    {
        for (int at = 0; at < services.Count; at++)
        {
            ServiceDescriptor service = services[at];
            Type? made = service.IsKeyedService ? service.KeyedImplementationInstance?.GetType() : service.ImplementationInstance?.GetType();
            if (made is not null && IsTheirs(made))
            {
                _made.Add(made.Name);
            }

            if (IsTheirs(service.ServiceType))
            {
                services[at] = new ServiceDescriptor(service.ServiceType, service.ServiceKey, (_, _) => Made(service.ServiceType), service.Lifetime);
            }
        }
    }

    private object Made(Type type)
    {
        _made.Add(type.Name);
        throw new InvalidOperationException($"{type} was asked for");
    }

    private static bool IsTheirs(Type type) => Areas.Any(area => type.Namespace == area || type.Namespace?.StartsWith(area + ".", StringComparison.Ordinal) == true);

    private RunOptions Options(string more) => Configured.Read(
        $$"""{ "LocalDataRootPath": "{{_place["data"]}}", "UnixSocketName": "{{_place["s"]}}", "CaptureDataDestination": "Disk", "sagemaker_edge_core_device_fleet_name": "f", {{more}} }""")
        .Checked().Options;
}
