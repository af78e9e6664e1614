using System.CommandLine;
using EdgeActors.Aws.Credentials;
using EdgeActors.Aws.S3;
using EdgeActors.Configuration;
using EdgeActors.Configuration.Capture;
using EdgeActors.Configuration.Catalogue;
using EdgeActors.Configuration.Fleet;
using EdgeActors.Configuration.Layers;
using EdgeActors.Fleet.Documents;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeActors.Cli.Fleet.Access;

/// <summary>Where a fleet is and how to get there.</summary>
/// <param name="Root">Its tree.</param>
/// <param name="Fleet">Its name.</param>
/// <param name="Bucket">The way to the bucket; null for a folder.</param>
/// <param name="Certificate">A certificate that is changed for keys; null for the usual chain.</param>
internal sealed record FleetPlace(FleetTreeRoot Root, string Fleet, BucketSettings? Bucket, CertificateSettings? Certificate)
{
    /// <summary>The way to the bucket, in the words of the adapters.</summary>
    /// <param name="atOnce">Requests at the same time.</param>
    public S3SinkOptions BucketOptions(int atOnce) => Hosting.Capture.BucketOptions.Of(Bucket!) with { MaxConcurrentPuts = atOnce };

    /// <summary>Keys for the bucket, for a verb that comes to its end.</summary>
    public OperatorKeys Keys(TimeProvider time)
    {
        CredentialOptions options = Hosting.Capture.BucketOptions.Keys(Certificate);
        return new OperatorKeys(KeySources.From(options, Environment.GetEnvironmentVariable, time, NullLogger.Instance), options, time);
    }

    /// <summary>The same for one that serves others, who are not to wait for keys: once it is started they are fetched before they expire.</summary>
    public CredentialCache RenewedKeys(ILoggerFactory logs, TimeProvider time)
    {
        CredentialOptions options = Hosting.Capture.BucketOptions.Keys(Certificate);
        ILogger<CredentialCache> log = logs.CreateLogger<CredentialCache>();
        IKeySource source = KeySources.From(options, Environment.GetEnvironmentVariable, time, log);
        return new CredentialCache(source, options, time, new Random(Environment.ProcessId), FetchAttempt.OnOwnThread, log);
    }

    /// <summary>Reads flags, environment and file, the last the weakest, as the agent does.</summary>
    /// <exception cref="ConfigurationException">With every fault.</exception>
    public static FleetPlace Of(ParseResult command)
    {
        IReadOnlyDictionary<string, string> environment = EnvironmentSource.OfThisProcess();
        ParameterLayers layers = new();
        SourceReading? file = command.GetValue(ParameterFlags.Config) is { } path ? new FileSource(path).Read() : null;
        if (file is not null)
        {
            layers.Over(file);
        }

        layers.Over(new EnvironmentSource(environment).Read()).Over(new SourceReading("flags", NameStyle.Key, Given(command)));
        ParameterValues values = layers.Values();
        List<ConfigurationFault> faults = [.. (file?.Faults ?? []).Concat(values.Faults.Where(IsAbout)).Distinct()];
        int others = values.Faults.Count;
        FleetTreeRoot? root = values.IsFaulty(FleetParameter.Url) ? null : RootOf(values, faults);
        string? fleet = values.Text(DeviceParameter.Fleet);
        if (!values.IsGiven(DeviceParameter.Fleet))
        {
            faults.Add(new ConfigurationFault("--fleet", null, "is missing", $"give the fleet's name, or set {DeviceParameter.Fleet.Variable}"));
        }

        CloudRules cloud = new(values, environment);
        BucketSettings? bucket = root is FleetTreeRoot.Bucket there ? cloud.WayTo(there.Name, $"{FleetOptions.Url.Name} is a bucket") : null;
        CertificateSettings? certificate = bucket is null ? null : cloud.Certificate();
        faults.AddRange(values.Faults.Skip(others));
        return faults.Count == 0
            ? new FleetPlace(root!, fleet!, bucket, certificate)
            : throw new ConfigurationException([.. faults.Select(AsFlag)]);
    }

    private static FleetTreeRoot? RootOf(ParameterValues values, List<ConfigurationFault> faults)
    {
        string url = values.Of(FleetParameter.Url);
        if (FleetAddress.Of(url).Tree is { } root)
        {
            return root;
        }

        faults.Add(values.IsGiven(FleetParameter.Url)
            ? new ConfigurationFault(FleetOptions.Url.Name, url, "is no bucket and no folder", $"give {FleetTreeRoot.Forms}; operators have no other way to a fleet")
            : new ConfigurationFault(FleetOptions.Url.Name, null, "is missing", $"give {FleetTreeRoot.Forms}, or set {FleetParameter.Url.Variable}"));
        return null;
    }

    private static List<NamedValue> Given(ParseResult command)
    {
        List<NamedValue> given = [];
        foreach ((Option option, Parameter parameter) in FleetOptions.Flags)
        {
            if (command.GetResult(option) is { Implicit: false } result)
            {
                string text = result.Tokens.Count == 0 ? "true" : result.Tokens[^1].Value;
                given.Add(new NamedValue(parameter.Names[0], option == FleetOptions.Url ? Absolute(text) : text));
            }
        }

        return given;
    }

    // A person's folder may be relative to where the person is.
    private static string Absolute(string url) =>
        url.Length == 0 || url == FleetAddress.Nobody || url.Contains(':', StringComparison.Ordinal) ? url : Path.GetFullPath(url);

    // The file and the environment may be an agent's, and what else is wrong with it is not the operator's affair.
    private static bool IsAbout(ConfigurationFault fault) =>
        FleetOptions.Flags.Any(flag => flag.Parameter.Names.Contains(fault.Key) || flag.Parameter.Variable == fault.Key);

    private static ConfigurationFault AsFlag(ConfigurationFault fault) =>
        FleetOptions.Flags.FirstOrDefault(flag => flag.Parameter.Names[0] == fault.Key).Option is { } option ? fault with { Key = option.Name } : fault;
}
