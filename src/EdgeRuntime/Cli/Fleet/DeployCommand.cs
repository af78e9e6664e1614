using System.CommandLine;
using EdgeActors.Cli.Fleet.Access;
using EdgeActors.Cli.Fleet.Arguments;
using EdgeActors.Cli.Fleet.Views;
using EdgeActors.Fleet;
using EdgeActors.Fleet.Documents;
using EdgeActors.Fleet.Operating;
using EdgeActors.Fleet.Publishing;
using EdgeActors.Fleet.Stages;
using EdgeActors.Wording;

namespace EdgeActors.Cli.Fleet;

/// <summary><c>edgeactors fleet deploy</c>: packages, and who gets them when.</summary>
internal static class DeployCommand
{
    private static readonly Option<bool> Start = new("--start") { Description = "Start the first stage at once." };

    /// <summary>The command.</summary>
    public static Command Create()
    {
        VerbCommand deploy = new(
            "deploy",
            "Uploads packages and writes a deployment of them, in stages. No device begins before its stage is started.",
            "edgeactors fleet deploy mnist-2 --model mnist=mnist-2.0.tar.gz --fleet-url /srv/fleets --fleet plant",
            "edgeactors fleet deploy mnist-3 --model mnist=mnist-3.0.tar.gz --stage canary=names:press-1 --stage tenth=10% --stage all=100% "
            + "--error-threshold 2 --success-threshold 90% --start --fleet-url s3://sagemaker-edge/fleets --fleet plant",
            "edgeactors fleet deploy goodbye --undeploy mnist --fleet-url /srv/fleets --fleet plant");
        DeployRequest.AddTo(deploy);
        deploy.Options.Add(Start);
        WriteOptions.AddTo(deploy);
        FleetOptions.AddTo(deploy);
        deploy.SetAction(RunAsync);
        return deploy;
    }

    private static async Task<int> RunAsync(ParseResult command, CancellationToken cancelled)
    {
        DeployRequest request = DeployRequest.Of(command);
        using FleetSession fleet = FleetSession.Open(command);
        DesiredWriter writer = WriteOptions.Writer(command, fleet);
        _ = await fleet.Records.FleetAsync(cancelled);
        HashSet<string> devices = await fleet.ActiveDevicesAsync(cancelled);
        RefuseTaken(await fleet.Records.DesiredAsync(cancelled), request.Name);

        LocalPackage[] packages = await Task.WhenAll(request.Packages.Select(model => PackageReader.ReadAsync(model.File, cancelled)));
        DesiredDeployment deployment = request.Deployment(packages);
        if (string.Join("; ", DeploymentRules.Faults(deployment, devices)) is { Length: > 0 } faults)
        {
            throw new CommandFailure(CommandFailure.Usage, faults, ExitCode.BadUsage);
        }

        Publication publication = new(fleet.Store, fleet.Tree, fleet.Shelf);
        bool[] uploaded = [.. await TransferBars.RunAsync(
            fleet.Output.Console,
            fleet.Output.IsJson,
            [.. packages.Select(package => new Transfer($"Upload {Path.GetFileName(package.Path)}", package.Bytes))],
            (index, progress) => publication.PublishAsync(packages[index], deployment.Definitions[index].Url, progress, cancelled))];
        RollOut rollOut = new(
            request.Name, [.. devices.Select(device => new StageDevice(device, DeviceOutcome.None))], new StageOptions(), fleet.Time.GetUtcNow());
        Edit edit = await writer.WriteAsync(
            document =>
            {
                RefuseTaken(document, request.Name);
                DesiredDocument added = document with { Deployments = document.Deployments.Add(deployment) };
                return command.GetValue(Start) ? rollOut.Start(added, stage: null).Document : added;
            },
            cancelled);
        foreach ((LocalPackage package, ModelDefinition definition) in packages.Zip(deployment.Definitions))
        {
            // Somebody who pruned may have taken it for an orphan before the deployment was written.
            _ = await publication.PublishAsync(package, definition.Url, new Progress<long>(), cancelled);
        }

        Show(fleet.Output, edit, RollOut.Find(edit.Document, request.Name), [.. packages.Zip(uploaded)]);
        return ExitCode.Ok;
    }

    private static void RefuseTaken(DesiredDocument? document, string name)
    {
        if (document?.Deployments.Any(one => one.Name == name) == true)
        {
            // Devices remember how the contents ended under a name that is pruned, so that they would neither try nor report them: the stage would never end.
            throw new OperatorException($"there is a deployment \"{name}\" already; give another name, also after a prune: devices try the same contents once");
        }
    }

    private static void Show(CommandOutput output, Edit edit, DesiredDeployment deployment, (LocalPackage Package, bool IsNew)[] packages)
    {
        if (output.IsJson)
        {
            output.Json(json => EditView.WriteJson(json, edit, deployment));
            return;
        }

        foreach ((LocalPackage package, bool isNew) in packages)
        {
            output.Line($"{(isNew ? "Uploaded" : "Was there already:")} {Path.GetFileName(package.Path)}, SHA-256 {package.Sha256}"
                + (package.Signature is null ? ", not signed" : ", signed"));
        }

        bool isStarted = deployment.Stages[0].State != StageState.ReadyToDeploy;
        output.Line($"Wrote deployment {deployment.Name} (revision {edit.Document.Revision}) with {Counted.Of(deployment.Stages.Length, "stage")}"
            + (isStarted ? $"; stage {deployment.Stages[0].Name} is {StateNames.Of(deployment.Stages[0].State)}." : "."));
        output.Line(isStarted
            ? $"Follow it: edgeactors fleet status {deployment.Name}"
            : $"Start it: edgeactors fleet start {deployment.Name} --watch");
    }
}
