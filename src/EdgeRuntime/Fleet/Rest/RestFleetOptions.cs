using EdgeActors.Aws.S3;
using EdgeActors.Configuration;
using EdgeActors.Configuration.Capture;
using EdgeActors.Fleet.Rest.Wire;

namespace EdgeActors.Fleet.Rest;

/// <summary>Where the service is and how long it is waited for.</summary>
internal sealed record RestFleetOptions
{
    /// <summary>The service: <c>https</c>, or <c>http</c> on this machine; host and port only. Required.</summary>
    public required Uri Endpoint { get; init; }

    /// <summary>The region that requests are signed for. Required.</summary>
    public required string Region { get; init; }

    /// <summary>Which device asks. Required.</summary>
    public required DeviceIdentity Identity { get; init; }

    /// <summary>The proxy for all requests. Default null: what the environment says, else none.</summary>
    public S3Proxy? Proxy { get; init; }

    /// <summary>How long a connection may take to come about, TLS included, 1 s to 2 min. Default 10 s.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a whole call may take, 1 s to 10 min. Default 30 s.</summary>
    public TimeSpan CallTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The largest answer that is read, 4 KiB to 16 MiB. Default 1 MiB.</summary>
    public int MaxAnswerBytes { get; init; } = 1 << 20;

    /// <summary>How long a connection is kept for the next call, 1 s to 1 h. Default 2 min, which is longer than heartbeats are apart.</summary>
    public TimeSpan IdleConnections { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>
    /// How far the service's time may be from what a request was signed with before a refusal is put down to it, 10 s to 15 min. Default 1 min.
    /// </summary>
    public TimeSpan ClockTolerance { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Every fault at once; empty when all is well.</summary>
    public IReadOnlyList<ConfigurationFault> Faults()
    {
        List<ConfigurationFault> faults = [];
        if (!IsServer(Endpoint))
        {
            bool isPrivate = Endpoint.IsAbsoluteUri && Endpoint.UserInfo.Length > 0;
            faults.Add(new(
                nameof(Endpoint), isPrivate ? null : Endpoint.OriginalString, "is no address of a fleet's service",
                "give https:// with host and port and nothing else; http:// only for this machine itself"));
        }

        if (!DeviceNames.IsRegion(Region))
        {
            faults.Add(new(nameof(Region), Region, "is no region", "name one such as eu-central-1"));
        }

        foreach ((string key, string name) in (IEnumerable<(string, string)>)[("Fleet", Identity.Fleet), ("Device", Identity.Device)])
        {
            if (!WireNames.IsDevice(name))
            {
                faults.Add(new(key, name, "is no name that the service takes", WireNames.DeviceForm.Replace("must be", "choose", StringComparison.Ordinal)));
            }
        }

        RangeFault.Check(faults, nameof(ConnectTimeout), ConnectTimeout, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(120));
        RangeFault.Check(faults, nameof(CallTimeout), CallTimeout, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(600));
        RangeFault.Check(faults, nameof(MaxAnswerBytes), MaxAnswerBytes, 4 << 10, 16 << 20);
        RangeFault.Check(faults, nameof(IdleConnections), IdleConnections, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(3600));
        RangeFault.Check(faults, nameof(ClockTolerance), ClockTolerance, TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(900));
        return faults;
    }

    /// <summary>Whether requests may be sent there: encrypted, or not leaving this machine.</summary>
    public static bool IsServer(Uri endpoint) =>
        endpoint.IsAbsoluteUri && endpoint.Host.Length > 0
        && (endpoint.Scheme == Uri.UriSchemeHttps || (endpoint.Scheme == Uri.UriSchemeHttp && endpoint.IsLoopback))
        && endpoint.UserInfo.Length == 0 && endpoint.PathAndQuery == "/" && endpoint.Fragment.Length == 0;
}
