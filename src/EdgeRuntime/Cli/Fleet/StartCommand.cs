using System.CommandLine;
using EdgeActors.Cli.Fleet.Access;
using EdgeActors.Cli.Fleet.Views;
using EdgeActors.Fleet.Documents;
using EdgeActors.Fleet.Operating;
using EdgeActors.Wording;

namespace EdgeActors.Cli.Fleet;

/// <summary><c>edgeactors fleet start</c>: the next stage, and on request its end.</summary>
internal static class StartCommand
{
    private static readonly Argument<string?> Stage = new("STAGE")
    {
        Description = "The stage. Default: the first that is not DEPLOYED, if it was never started.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private static readonly Option<bool> Watch = new("--watch")
    {
        Description = "Stay until the stage has ended, and write how. Exit code 0: DEPLOYED; 1: FAILED or STOPPED. Devices go on without it.",
    };

    private static readonly Option<bool> Continue = new("--continue")
    {
        Description = "Start each stage when the one before is DEPLOYED, and stay until the last has ended.",
    };

    private static readonly Option<int> Every = SharedOptions.Bounded(
        new Option<int>("--every") { HelpName = "SECONDS", Description = "How often to look while staying.", DefaultValueFactory = _ => 5 }, least: 1, most: 3600);

    /// <summary>The command.</summary>
    public static Command Create()
    {
        VerbCommand start = new(
            "start",
            "Starts a stage of a deployment. A stage ends DEPLOYED when enough of its devices have succeeded, or FAILED when too many have not.",
            "edgeactors fleet start mnist-3 --watch --fleet-url /srv/fleets --fleet plant",
            "edgeactors fleet start mnist-3 tenth --fleet-url /srv/fleets --fleet plant",
            "edgeactors fleet start mnist-3 --continue --every 30 --fleet-url s3://sagemaker-edge/fleets --fleet plant");
        start.Arguments.Add(FleetOptions.Deployment);
        start.Arguments.Add(Stage);
        Option[] options = [Watch, Continue, Every];
        Array.ForEach(options, start.Options.Add);
        WriteOptions.AddTo(start);
        FleetOptions.AddTo(start);
        start.SetAction(RunAsync);
        return start;
    }

    private static async Task<int> RunAsync(ParseResult command, CancellationToken cancelled)
    {
        string name = command.GetRequiredValue(FleetOptions.Deployment);
        bool goesOn = command.GetValue(Continue);
        using FleetSession fleet = FleetSession.Open(command);
        DesiredWriter writer = WriteOptions.Writer(command, fleet);
        RollOut rollOut = await fleet.RollOutAsync(name, withHeartbeats: false, cancelled);
        string stage = "";
        Edit edit = await writer.WriteAsync(
            document =>
            {
                (DesiredDocument started, stage) = rollOut.Start(document, command.GetValue(Stage));
                return started;
            },
            cancelled);
        DesiredDeployment deployment = RollOut.Find(edit.Document, name);
        int devices = deployment.Stages.First(one => one.Name == stage).SelectedCount.GetValueOrDefault();
        bool stays = command.GetValue(Watch) || goesOn;
        if (!fleet.Output.IsJson)
        {
            fleet.Output.Line($"Started stage {stage} of {name} for {Counted.Of(devices, "device")} (revision {edit.Document.Revision})"
                + (stays ? "." : $". Follow it: edgeactors fleet status {name}"));
        }
        else if (!stays)
        {
            fleet.Output.Json(json => EditView.WriteJson(json, edit, deployment));
        }

        return stays
            ? await new Watching(fleet, writer, name, TimeSpan.FromSeconds(command.GetValue(Every))).UntilEndAsync(stage, goesOn, cancelled)
            : ExitCode.Ok;
    }
}
