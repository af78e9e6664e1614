using Amazon.Runtime;
using EdgeActors.Aws.S3;
using EdgeActors.Configuration;
using EdgeActors.Configuration.Fleet;
using EdgeActors.Fleet;
using EdgeActors.Fleet.Nobody;
using EdgeActors.Fleet.Rest;
using EdgeActors.Hosting.Capture;
using Microsoft.Extensions.Logging;

namespace EdgeActors.Hosting.Fleet;

/// <summary>Makes the adapter for the fleet that the configuration names.</summary>
internal static class FleetAdapters
{
    /// <summary>The caller disposes what is <see cref="IDisposable"/>.</summary>
    /// <param name="options">Checked.</param>
    /// <param name="credentials">What requests are signed with; asked for by adapters that need keys only.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logs">Where they log.</param>
    public static IFleet Create(RunOptions options, Func<AWSCredentials> credentials, TimeProvider time, ILoggerFactory logs) => options.Fleet.Address.Kind switch
    {
        FleetKind.None => new NoFleet(),
        FleetKind.Rest => Rest(options, credentials, time, logs),
        _ => TreeFleets.Create(options, options.Fleet.Bucket, credentials, time, logs),
    };

    private static RestFleet Rest(RunOptions options, Func<AWSCredentials> credentials, TimeProvider time, ILoggerFactory logs)
    {
        RestFleetOptions rest = new()
        {
            Endpoint = options.Fleet.Address.Server!,
            Region = options.Fleet.Region,
            Identity = new DeviceIdentity(options.Capture.Fleet, options.Capture.Device),
            Proxy = options.Fleet.Proxy is { } proxy ? new S3Proxy(proxy.Host, proxy.Port) : null,
        };
        Checked.All(nameof(RestFleetOptions), rest.Faults().Select(static fault => fault.ToString()));
        return new RestFleet(rest, credentials, time, Guid.NewGuid, logs.CreateLogger<RestFleet>());
    }
}
