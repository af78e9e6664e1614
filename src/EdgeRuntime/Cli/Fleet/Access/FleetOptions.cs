using System.CommandLine;
using EdgeActors.Configuration.Catalogue;

namespace EdgeActors.Cli.Fleet.Access;

/// <summary>Options that say which fleet a verb is about: the agent's own parameters, by flags of their own.</summary>
internal static class FleetOptions
{
    /// <summary>The deployment that a verb is about.</summary>
    public static Argument<string> Deployment { get; } = new("NAME") { Description = "The deployment's name." };

    /// <summary>Where the fleet is.</summary>
    public static Option<string?> Url { get; } = Text(
        "--fleet-url", "URL", $"Where the fleet is: s3://BUCKET/PREFIX or a folder. Default: ${FleetParameter.Url.Variable}.");

    /// <summary>The flags and what they stand for.</summary>
    public static IReadOnlyList<(Option Option, Parameter Parameter)> Flags { get; } =
    [
        (Url, FleetParameter.Url),
        (Text("--fleet", "NAME", $"The fleet's name. Default: ${DeviceParameter.Fleet.Variable}."), DeviceParameter.Fleet),
        (Text("--region", "REGION", "The bucket's region. Default: $AWS_REGION, then $AWS_DEFAULT_REGION; us-east-1 with --s3-endpoint."), CloudParameter.Region),
        (Text("--s3-endpoint", "URL", "An S3 server other than AWS's own."), CloudParameter.S3Endpoint),
        (new Option<bool>("--s3-path-style") { Description = "Have the bucket in the path, as most servers other than AWS want it." }, CloudParameter.S3PathStyle),
        (Text("--proxy", "URL", "An HTTP proxy on the way to the bucket. Default: $HTTPS_PROXY and its kin."), CloudParameter.Proxy),
    ];

    /// <summary>Adds them.</summary>
    public static void AddTo(Command command)
    {
        foreach ((Option option, Parameter _) in Flags)
        {
            command.Options.Add(option);
        }

        command.Options.Add(ParameterFlags.Config);
    }

    private static Option<string?> Text(string name, string form, string description) => new(name) { HelpName = form, Description = description };
}
