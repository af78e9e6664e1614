using System.Collections.Frozen;
using System.Net;
using System.Text;
using Amazon.Runtime;
using EdgeActors.Aws.Signing.Verification;
using EdgeActors.Fleet;
using EdgeActors.Fleet.Rest;
using EdgeActors.Fleet.Serving;
using EdgeActors.Fleet.Serving.Keys;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeActors.Specs.Simulation;

/// <summary>What <c>edgeactors fleet serve</c> puts in front of a tree, on a port of the loopback, and devices that reach the tree only through it.</summary>
internal sealed class ServedFleetDouble : IAsyncDisposable
{
    private const string KeyId = "AKIDSIMULATION";
    private const string Secret = "simulation/secret+0123456789abcdef";

    private readonly FleetServer _server;

    private ServedFleetDouble(FleetServer server) => _server = server;

    /// <summary>Starts it.</summary>
    /// <param name="view">The tree as a device sees it.</param>
    /// <param name="packages">What stands before the tree's own urls of packages.</param>
    public static async Task<ServedFleetDouble> StartAsync(Func<DeviceIdentity, IFleet> view, string packages)
    {
        ServeOptions options = new() { Listen = new IPEndPoint(IPAddress.Loopback, 0) };
        FrozenDictionary<string, AccessKey> keys = KeyFile.Parse(
            Encoding.UTF8.GetBytes($$"""{"keys": [{"id": "{{KeyId}}", "secret": "{{Secret}}", "devices": ["device-*"]}]}"""), "keys.json");
        SignatureVerifier verifier = new(
            new VerificationOptions { Service = "sagemaker" }, id => keys.TryGetValue(id, out AccessKey? key) ? key.Secret : null, TimeProvider.System);
        FleetService service = new(SimulatedFleet.Name, packages, view, TimeProvider.System, NullLogger<FleetService>.Instance);
        FleetServer server = new(
            new FleetEndpoint(service, verifier, keys, options, TimeProvider.System, NullLogger<FleetEndpoint>.Instance), options, TimeProvider.System, NullLoggerFactory.Instance);
        await server.StartAsync(CancellationToken.None);
        return new ServedFleetDouble(server);
    }

    /// <summary>The way of a device.</summary>
    public RestFleet Client(DeviceIdentity identity) => new(
        new RestFleetOptions { Endpoint = _server.Address, Region = "eu-central-1", Identity = identity },
        static () => new BasicAWSCredentials(KeyId, Secret),
        TimeProvider.System,
        Guid.NewGuid,
        NullLogger<RestFleet>.Instance);

    public async ValueTask DisposeAsync()
    {
        using CancellationTokenSource now = new();
        await now.CancelAsync();
        await _server.StopAsync(now.Token);
        await _server.DisposeAsync();
    }
}
