using System.Text.RegularExpressions;
using EdgeActors.Configuration;

namespace EdgeActors.Aws.S3;

/// <summary>Checks <see cref="S3SinkOptions"/>.</summary>
internal static partial class S3SinkOptionsValidator
{
    private const long Mega = 1 << 20;

    /// <summary>Every fault at once; empty when all is well.</summary>
    public static IReadOnlyList<ConfigurationFault> Faults(S3SinkOptions options)
    {
        List<ConfigurationFault> faults = [];
        if (!BucketName().IsMatch(options.Bucket) || options.Bucket.Contains("..", StringComparison.Ordinal))
        {
            faults.Add(new(
                nameof(options.Bucket), options.Bucket, "is no name of a bucket", "use 3 to 63 lower-case letters, digits, dots or hyphens"));
        }

        if (!RegionName().IsMatch(options.Region))
        {
            faults.Add(new(nameof(options.Region), options.Region, "is no region", "name one such as eu-central-1"));
        }

        if (options.Endpoint is { } endpoint && !IsEndpoint(endpoint))
        {
            faults.Add(new(
                nameof(options.Endpoint), endpoint.IsAbsoluteUri && endpoint.UserInfo.Length > 0 ? null : endpoint.OriginalString,
                "is no endpoint", "give http:// or https:// with host and port and nothing else"));
        }

        if (options.Proxy is { } proxy)
        {
            ProxyFaults(faults, proxy);
        }

        if (!Enum.IsDefined(options.RequestChecksum))
        {
            faults.Add(new(nameof(options.RequestChecksum), options.RequestChecksum.ToString(), "is unknown", "choose Crc32, Sha256 or None"));
        }

        RangeFault.Check(faults, nameof(options.MultipartAbove), options.MultipartAbove, 5 * Mega, 5120 * Mega);
        RangeFault.Check(faults, nameof(options.PartSize), options.PartSize, 5 * Mega, 512 * Mega);
        RangeFault.Check(faults, nameof(options.ConnectTimeout), options.ConnectTimeout, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(2));
        RangeFault.Check(faults, nameof(options.ProgressTimeout), options.ProgressTimeout, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10));
        RangeFault.Check(faults, nameof(options.SlowestRate), options.SlowestRate, 128, Mega);
        RangeFault.Check(faults, nameof(options.MaxConcurrentPuts), options.MaxConcurrentPuts, 1, 64);
        RangeFault.Check(faults, nameof(options.IdleConnections), options.IdleConnections, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1));
        return faults;
    }

    private static bool IsEndpoint(Uri endpoint) =>
        endpoint.IsAbsoluteUri && (endpoint.Scheme == Uri.UriSchemeHttp || endpoint.Scheme == Uri.UriSchemeHttps)
        && endpoint.UserInfo.Length == 0 && endpoint.PathAndQuery == "/" && endpoint.Fragment.Length == 0;

    private static void ProxyFaults(List<ConfigurationFault> faults, S3Proxy proxy)
    {
        if (Uri.CheckHostName(proxy.Host) == UriHostNameType.Unknown)
        {
            faults.Add(new("Proxy.Host", proxy.Host, "is no host", "give a name or an address without scheme and port"));
        }

        RangeFault.Check(faults, "Proxy.Port", proxy.Port, 1, 65535);
        if (proxy.User is null != proxy.Password is null)
        {
            faults.Add(new("Proxy.User", proxy.User, "and its password come together or not at all", "give both or neither"));
        }
    }

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]\z")]
    private static partial Regex BucketName();

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9-]{0,62}\z")]
    private static partial Regex RegionName();
}
