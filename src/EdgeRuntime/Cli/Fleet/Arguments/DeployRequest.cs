using System.Collections.Immutable;
using System.CommandLine;
using EdgeActors.Fleet;
using EdgeActors.Fleet.Documents;
using EdgeActors.Fleet.Publishing;
using EdgeActors.Fleet.Stages;

namespace EdgeActors.Cli.Fleet.Arguments;

/// <summary>What <c>edgeactors fleet deploy</c> is asked for, read and not yet checked.</summary>
internal sealed class DeployRequest
{
    private const string WholeFleet = "all";

    private static readonly Argument<string> NameArgument = new("NAME") { Description = "The deployment's name, never used before in the fleet." };

    private static readonly Option<string[]> Models = Many("--model", "HANDLE=PACKAGE", "A package to have under a handle. A signature PACKAGE.dsse beside it goes along.");

    private static readonly Option<string[]> Undeploys = Many("--undeploy", "HANDLE", "Have nothing under a handle.");

    private static readonly Option<string[]> StageOptions = Many(
        "--stage", "NAME=WHO", "A stage, in order: WHO is 10%, names:DEVICE,DEVICE or contains:TEXT. Default: one stage \"all\" of 100%.");

    private static readonly Option<string> Policy = new Option<string>("--policy")
    {
        HelpName = "POLICY",
        Description = "What a device does when one of the models fails: undo all of them, or leave them.",
        DefaultValueFactory = _ => DeploymentRules.Policies[0],
    }.AcceptOnlyFromAmong([.. DeploymentRules.Policies]);

    private static readonly Option<string?> Errors = new("--error-threshold")
    {
        HelpName = "N|N%",
        Description = "So many failed devices, or per cent of a stage's, stop the stage. Default: none do.",
    };

    private static readonly Option<string> Success = new("--success-threshold")
    {
        HelpName = "N%",
        Description = "Per cent of a stage's devices that have to succeed before it is DEPLOYED.",
        DefaultValueFactory = _ => "100%",
    };

    private DeployRequest(ParseResult command)
    {
        Name = command.GetRequiredValue(NameArgument);
        Packages = [.. (command.GetValue(Models) ?? []).Select(ModelArgument.Parse)];
        Undeployed = [.. command.GetValue(Undeploys) ?? []];
        ErrorThreshold? errors = command.GetValue(Errors) is { } text ? Threshold(ThresholdArgument.Parse(Errors.Name, text)) : null;
        int success = ThresholdArgument.Percent(Success.Name, command.GetRequiredValue(Success));
        DesiredStage[] stages = [.. (command.GetValue(StageOptions) ?? []).Select(StageArgument.Parse)];
        Stages =
        [
            .. (stages.Length > 0 ? stages : [new DesiredStage { Name = WholeFleet, Selection = new DeviceSelection.Percentage(100) }])
                .Select(stage => stage with { SuccessThreshold = success, ErrorThreshold = errors }),
        ];
        FailureHandlingPolicy = command.GetRequiredValue(Policy);
    }

    /// <summary>The deployment's name.</summary>
    public string Name { get; }

    /// <summary>Packages by handle.</summary>
    public ImmutableArray<ModelArgument> Packages { get; }

    private ImmutableArray<string> Undeployed { get; }

    private ImmutableArray<DesiredStage> Stages { get; }

    private string FailureHandlingPolicy { get; }

    /// <summary>Adds the options.</summary>
    public static void AddTo(Command command)
    {
        command.Arguments.Add(NameArgument);
        Option[] options = [Models, Undeploys, StageOptions, Policy, Errors, Success];
        Array.ForEach(options, command.Options.Add);
    }

    /// <summary>Reads a command line.</summary>
    /// <exception cref="CommandFailure">An argument has no form.</exception>
    public static DeployRequest Of(ParseResult command) => new(command);

    /// <summary>The deployment with its packages.</summary>
    /// <param name="packages">In the order of <see cref="Packages"/>.</param>
    public DesiredDeployment Deployment(IReadOnlyList<LocalPackage> packages) => new()
    {
        Name = Name,
        FailureHandlingPolicy = FailureHandlingPolicy,
        Stages = Stages,
        Definitions =
        [
            .. Packages.Zip(packages, (argument, package) => new ModelDefinition
            {
                Handle = argument.Handle,
                Url = package.UrlFor(argument.Handle),
                ChecksumType = "SHA1",
                Checksum = package.Sha1,
                Sha256 = package.Sha256,
            }),
            .. Undeployed.Select(handle => new ModelDefinition { Handle = handle, State = "UNDEPLOY" }),
        ],
    };

    private static ErrorThreshold Threshold((int Number, bool IsPercent) threshold) =>
        threshold.IsPercent ? new ErrorThreshold(null, threshold.Number) : new ErrorThreshold(threshold.Number, null);

    private static Option<string[]> Many(string name, string form, string description) => new(name)
    {
        HelpName = form,
        Description = description,
        AllowMultipleArgumentsPerToken = false,
    };
}
