using System.CommandLine;
using EdgeActors.Cli.Fleet.Access;
using EdgeActors.Cli.Fleet.Views;
using EdgeActors.Fleet.Documents;
using EdgeActors.Fleet.Operating;
using EdgeActors.Fleet.Stages;

namespace EdgeActors.Cli.Fleet;

/// <summary><c>edgeactors fleet stop</c>: nobody begins any more.</summary>
internal static class StopCommand
{
    private static readonly Argument<string?> Stage = new("STAGE")
    {
        Description = "The stage. Default: the one that is INPROGRESS.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private static readonly Option<bool> Emergency = new("--emergency")
    {
        Description = "Stop all stages, and have devices undo what they have begun and not committed.",
    };

    /// <summary>The command.</summary>
    public static Command Create()
    {
        VerbCommand stop = new(
            "stop",
            "Stops a stage: no device begins any more, those at work go on. With --emergency those at work go back, too; see 'rollback' for those that are done.",
            "edgeactors fleet stop mnist-3 --fleet-url /srv/fleets --fleet plant",
            "edgeactors fleet stop mnist-3 tenth --fleet-url /srv/fleets --fleet plant",
            "edgeactors fleet stop mnist-3 --emergency --fleet-url /srv/fleets --fleet plant");
        stop.Arguments.Add(FleetOptions.Deployment);
        stop.Arguments.Add(Stage);
        stop.Options.Add(Emergency);
        WriteOptions.AddTo(stop);
        FleetOptions.AddTo(stop);
        stop.SetAction(RunAsync);
        return stop;
    }

    private static async Task<int> RunAsync(ParseResult command, CancellationToken cancelled)
    {
        string name = command.GetRequiredValue(FleetOptions.Deployment);
        string? stage = command.GetValue(Stage);
        bool isEmergency = command.GetValue(Emergency);
        if (isEmergency && stage is not null)
        {
            throw new CommandFailure(CommandFailure.Usage, "--emergency stops all stages; leave the stage out", ExitCode.BadUsage);
        }

        using FleetSession fleet = FleetSession.Open(command);
        DesiredWriter writer = WriteOptions.Writer(command, fleet);

        // An emergency waits for nothing that it does not need.
        RollOut rollOut = isEmergency ? fleet.UnseenRollOut(name) : await fleet.RollOutAsync(name, withHeartbeats: true, cancelled);
        Edit edit = await writer.WriteAsync(document => isEmergency ? rollOut.Abort(document) : rollOut.Stop(document, stage), cancelled);
        EditView.Show(fleet.Output, edit, name, deployment =>
        {
            bool isStopped = deployment.Stages.Any(one => one.State is StageState.Stopping or StageState.Stopped);
            string done = isEmergency ? "Made an emergency stop of" : isStopped ? "Stopped" : "Nothing was left to stop of";
            string stages = string.Join(", ", deployment.Stages.Select(one => $"{one.Name} {StateNames.Of(one.State)}"));
            return $"{done} {name} (revision {edit.Document.Revision}): {stages}.";
        });
        return ExitCode.Ok;
    }
}
