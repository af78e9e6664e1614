using Amazon;
using EdgeActors.Configuration;
using EdgeActors.Configuration.Capture;
using EdgeActors.Configuration.Fleet;

namespace EdgeActors.Doctor.Egress;

/// <summary>A host that the agent has to reach.</summary>
/// <param name="Purpose">What for, within a sentence.</param>
/// <param name="Address">Scheme, host, port and a path that may be asked for without keys.</param>
/// <param name="Proxy">The proxy that the configuration names; null for what the environment says.</param>
/// <param name="WantsCertificate">Whether it talks to devices with a certificate only, so that TLS without one ends early.</param>
internal sealed record NeededHost(string Purpose, Uri Address, Uri? Proxy, bool WantsCertificate)
{
    /// <summary>For firewalls: <c>host:port</c>.</summary>
    public string Place => $"{Address.Host}:{Address.Port}";
}

/// <summary>The whole list of hosts for given settings: what a firewall has to let through.</summary>
internal static class NeededHosts
{
    /// <summary>The hosts; none when everything stays on the device.</summary>
    public static IReadOnlyList<NeededHost> Of(RunOptions agent)
    {
        (CaptureSettings settings, FleetSettings fleet) = (agent.Capture, agent.Fleet);
        List<NeededHost> hosts = [];
        if (settings.Bucket is { } bucket)
        {
            hosts.Add(new NeededHost("the bucket", BucketAddress(bucket), bucket.Proxy, WantsCertificate: false));
        }

        if (fleet.Bucket is { } tree && tree != settings.Bucket)
        {
            hosts.Add(new NeededHost("the fleet's bucket", BucketAddress(tree), tree.Proxy, WantsCertificate: false));
        }

        if (fleet.Address is { Kind: FleetKind.Rest, Server: { } server })
        {
            hosts.Add(new NeededHost("the fleet", server, fleet.Proxy, WantsCertificate: false));
        }

        hosts.AddRange(PackageBuckets(agent)
            .Where(packages => packages != settings.Bucket && packages != fleet.Bucket)
            .Select(static packages => new NeededHost($"the bucket {packages.Name}, for packages", BucketAddress(packages), packages.Proxy, WantsCertificate: false)));
        if (NeedsKeys(agent) && settings.Certificate is { } certificate)
        {
            hosts.Add(new NeededHost("keys of AWS IoT", new Uri(new Uri(certificate.Endpoint), "/"), null, WantsCertificate: true));
        }

        return hosts;
    }

    /// <summary>Whether any of them takes AWS keys.</summary>
    public static bool NeedsKeys(RunOptions agent) => agent.Capture.Bucket is not null || agent.Fleet.NeedsKeys || PackageBuckets(agent).Any();

    private static IEnumerable<BucketSettings> PackageBuckets(RunOptions agent) =>
        agent is { Deployment.IsEnabled: true, Packages: { Way: { } way, Buckets: var buckets } } ? buckets.Select(name => way with { Name = name }) : [];

    /// <summary>Where the SDK would send requests for the bucket.</summary>
    public static Uri BucketAddress(BucketSettings bucket)
    {
        Uri server = bucket.Endpoint
            ?? new Uri($"https://s3.{bucket.Region}.{RegionEndpoint.GetBySystemName(bucket.Region).PartitionDnsSuffix}");
        // With dots in its name a bucket has no certificate of its own.
        bool inPath = bucket.PathStyle || bucket.Name.Contains('.', StringComparison.Ordinal) || server.HostNameType != UriHostNameType.Dns;
        return inPath
            ? new Uri(server, $"/{bucket.Name}")
            : new UriBuilder(server) { Host = $"{bucket.Name}.{server.Host}" }.Uri;
    }
}
