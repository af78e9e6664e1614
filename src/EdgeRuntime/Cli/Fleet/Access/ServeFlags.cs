using System.CommandLine;
using System.Net;
using EdgeActors.Aws.Signing.Verification;
using EdgeActors.Configuration;
using EdgeActors.Fleet.Documents;
using EdgeActors.Fleet.Rest.Wire;
using EdgeActors.Fleet.Serving;

namespace EdgeActors.Cli.Fleet.Access;

/// <summary>What <c>fleet serve</c> is told beside the fleet and the log.</summary>
/// <param name="Options">Where it listens; checked.</param>
/// <param name="Verification">How signatures are checked; checked itself.</param>
/// <param name="KeyFile">Path of the file of access keys.</param>
/// <param name="PackageCopy">Where the tree's packages can be fetched from; null when nothing is said.</param>
internal sealed record ServeFlags(ServeOptions Options, VerificationOptions Verification, string KeyFile, FleetTreeRoot.Bucket? PackageCopy)
{
    /// <summary>Name of the flag for <see cref="PackageCopy"/>.</summary>
    public const string PackagePrefixName = "--package-url-prefix";

    private static readonly Option<string> Keys = new("--keys")
    {
        HelpName = "FILE",
        Description = "JSON file of access keys with the devices that each speaks for, mode 0600 (docs/fleet-rest.md).",
        Required = true,
    };

    private static readonly Option<string> Listen = new("--listen")
    {
        HelpName = "ADDRESS:PORT",
        Description = "Where to listen; port 0 takes a free one. On other addresses than loopback give a certificate as well.",
        DefaultValueFactory = _ => ServeOptions.UsualListen.ToString(),
    };

    private static readonly Option<string?> Certificate = new("--certificate")
    {
        HelpName = "FILE",
        Description = "PEM file of a certificate for TLS, intermediate ones after it. Default: plain HTTP.",
    };

    private static readonly Option<string?> CertificateKey = new("--certificate-key")
    {
        HelpName = "FILE",
        Description = "PEM file of the certificate's private key. Default: the certificate's own file.",
    };

    private static readonly Option<string?> PackagePrefix = new(PackagePrefixName)
    {
        HelpName = "URL",
        Description = "s3://BUCKET/PREFIX where the tree's packages can be fetched from: needed for a folder whose deployments name packages of its own.",
    };

    private static readonly Option<string?> SigningRegion = new("--signing-region")
    {
        HelpName = "REGION",
        Description = "Take requests signed for this region only. Default: any.",
    };

    private static readonly Option<int> MaxSkew = SharedOptions.Bounded(
        new Option<int>("--max-skew")
        {
            HelpName = "SECONDS",
            Description = "How far a device's clock may be off.",
            DefaultValueFactory = _ => 300,
        },
        least: 1,
        most: 900);

    /// <summary>Adds the flags.</summary>
    public static void AddTo(Command command)
    {
        Option[] options = [Keys, Listen, Certificate, CertificateKey, PackagePrefix, SigningRegion, MaxSkew];
        Array.ForEach(options, command.Options.Add);
    }

    /// <summary>What a command line says.</summary>
    /// <exception cref="ConfigurationException">With every fault.</exception>
    public static ServeFlags Of(ParseResult command)
    {
        VerificationOptions verification = new()
        {
            Service = WireOperation.SigningName,
            Region = command.GetValue(SigningRegion),
            Skew = TimeSpan.FromSeconds(command.GetValue(MaxSkew)),
        };
        ServeFlags flags = new(Listening(command), verification, command.GetValue(Keys)!, Copy(command));
        ConfigurationFault[] faults = [.. flags.Options.Faults(), .. verification.Faults()];
        return faults.Length == 0 ? flags : throw new ConfigurationException(faults);
    }

    private static ServeOptions Listening(ParseResult command)
    {
        string listen = command.GetValue(Listen)!;
        return IPEndPoint.TryParse(listen, out IPEndPoint? endpoint) && (endpoint.Port > 0 || listen.EndsWith(":0", StringComparison.Ordinal))
            ? new ServeOptions { Listen = endpoint, Certificate = command.GetValue(Certificate), CertificateKey = command.GetValue(CertificateKey) }
            : throw new ConfigurationException(
                [new ConfigurationFault(Listen.Name, listen, "is no address with a port", "give one like 127.0.0.1:8480, [::1]:8480 or 0.0.0.0:443")]);
    }

    private static FleetTreeRoot.Bucket? Copy(ParseResult command) =>
        command.GetValue(PackagePrefix) is not { } url ? null
        : FleetTreeRoot.TryParse(url, out FleetTreeRoot? root) && root is FleetTreeRoot.Bucket bucket ? bucket
        : throw new ConfigurationException([new ConfigurationFault(PackagePrefixName, url, "is no place in a bucket", "give s3://BUCKET or s3://BUCKET/PREFIX")]);
}
