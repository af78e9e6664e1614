using System.CommandLine;
using EdgeActors.Aws.Credentials;
using EdgeActors.Aws.S3;
using EdgeActors.Configuration;
using EdgeActors.Configuration.Capture;
using EdgeActors.Configuration.Layers;
using EdgeActors.Configuration.Rules;
using EdgeActors.Fleet.Documents;
using Microsoft.Extensions.Logging;

namespace EdgeActors.Cli.Fleet.Access;

/// <summary>Which fleet of which tree a verb is about, and the way there.</summary>
/// <param name="Root">The tree.</param>
/// <param name="Fleet">The fleet's name.</param>
/// <param name="Bucket">The way to the bucket; null for a folder.</param>
internal sealed record TreePlace(FleetTreeRoot Root, string Fleet, S3SinkOptions? Bucket)
{
    private const string UsualRegion = "us-east-1";

    private static readonly Option<string> Url = new("--fleet-url")
    {
        HelpName = "URL",
        Description = "Where the fleet is: s3://BUCKET/PREFIX or a folder.",
        Required = true,
    };

    private static readonly Option<string> Name = new("--fleet") { HelpName = "NAME", Description = "The fleet's name.", Required = true };

    private static readonly Option<string?> Region = new("--region")
    {
        HelpName = "REGION",
        Description = "The bucket's region. Default: $AWS_REGION, then $AWS_DEFAULT_REGION; us-east-1 with --s3-endpoint.",
    };

    private static readonly Option<string?> Endpoint = new("--s3-endpoint") { HelpName = "URL", Description = "An S3 server other than AWS's own." };

    private static readonly Option<bool> PathStyle = new("--s3-path-style")
    {
        Description = "Have the bucket in the path, as most servers other than AWS want it.",
    };

    private static readonly Option<string?> Proxy = new("--proxy")
    {
        HelpName = "URL",
        Description = "An HTTP proxy on the way to the bucket. Default: $HTTPS_PROXY and its kin.",
    };

    /// <summary>Adds the flags.</summary>
    public static void AddTo(Command command)
    {
        Option[] options = [Url, Name, Region, Endpoint, PathStyle, Proxy];
        Array.ForEach(options, command.Options.Add);
    }

    /// <summary>What a command line says.</summary>
    /// <exception cref="ConfigurationException">With every fault.</exception>
    public static TreePlace Of(ParseResult command)
    {
        List<ConfigurationFault> faults = [];
        string url = command.GetValue(Url)!;
        string path = url.Length == 0 || url.Contains(':', StringComparison.Ordinal) ? url : Path.GetFullPath(url);
        if (!FleetTreeRoot.TryParse(path, out FleetTreeRoot? root))
        {
            faults.Add(new(Url.Name, url, "is no bucket and no folder", $"give {FleetTreeRoot.Forms}"));
        }

        string fleet = command.GetValue(Name)!;
        if (!DeviceNames.IsFleet(fleet))
        {
            faults.Add(new(
                Name.Name, fleet, "is no name of a fleet",
                $"give 1 to {DeviceNames.LongestFleet} letters, digits, dashes and underscores, the first and last a letter or digit"));
        }

        S3SinkOptions? way = root is FleetTreeRoot.Bucket bucket ? Way(command, bucket.Name, faults) : null;
        return faults.Count == 0 ? new TreePlace(root!, fleet, way) : throw new ConfigurationException(faults);
    }

    /// <summary>Keys for the bucket by the usual chain, fetched before they expire.</summary>
    public static CredentialCache Keys(ILoggerFactory logs, TimeProvider time)
    {
        CredentialOptions options = new();
        ILogger<CredentialCache> log = logs.CreateLogger<CredentialCache>();
        return new CredentialCache(
            KeySources.From(options, Environment.GetEnvironmentVariable, time, log),
            options,
            time,
            new Random(Environment.ProcessId),
            FetchAttempt.OnOwnThread,
            log);
    }

    private static S3SinkOptions Way(ParseResult command, string bucket, List<ConfigurationFault> faults)
    {
        IReadOnlyDictionary<string, string> environment = EnvironmentSource.OfThisProcess();
        Uri? endpoint = Address(command, Endpoint, faults);
        Uri? proxy = Address(command, Proxy, faults);
        string? region = command.GetValue(Region) ?? environment.GetValueOrDefault("AWS_REGION")
            ?? environment.GetValueOrDefault("AWS_DEFAULT_REGION") ?? (endpoint is null ? null : UsualRegion);
        if (region is null || !DeviceNames.IsRegion(region))
        {
            faults.Add(new(Region.Name, region, region is null ? "is missing" : "is no region", "give the bucket's region, or set AWS_REGION"));
        }

        return new S3SinkOptions
        {
            Bucket = bucket,
            Region = region ?? UsualRegion,
            Endpoint = endpoint,
            ForcePathStyle = command.GetValue(PathStyle),
            Proxy = proxy is null ? null : new S3Proxy(proxy.Host, proxy.Port),
        };
    }

    private static Uri? Address(ParseResult command, Option<string?> option, List<ConfigurationFault> faults)
    {
        if (command.GetValue(option) is not { } text)
        {
            return null;
        }

        if (ServerAddress.Rule.Fault(text) is { } fault)
        {
            faults.Add(new(option.Name, fault.IsPrivate ? null : text, fault.Rule, fault.Fix));
            return null;
        }

        return new Uri(text);
    }
}
