using System.CommandLine;
using EdgeActors.Cli.Fleet.Access;
using EdgeActors.Cli.Fleet.Views;
using EdgeActors.Fleet.Operating;

namespace EdgeActors.Cli.Fleet;

/// <summary><c>edgeactors fleet rollback</c>: back to what was there before.</summary>
internal static class RollbackCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        VerbCommand rollback = new(
            "rollback",
            "Takes all devices of a deployment back to what they had before it, also where it was committed. There is no way back: deploy under another name.",
            "edgeactors fleet rollback mnist-3 --fleet-url /srv/fleets --fleet plant");
        rollback.Arguments.Add(FleetOptions.Deployment);
        WriteOptions.AddTo(rollback);
        FleetOptions.AddTo(rollback);
        rollback.SetAction(RunAsync);
        return rollback;
    }

    private static async Task<int> RunAsync(ParseResult command, CancellationToken cancelled)
    {
        string name = command.GetRequiredValue(FleetOptions.Deployment);
        using FleetSession fleet = FleetSession.Open(command);
        DesiredWriter writer = WriteOptions.Writer(command, fleet);
        Edit edit = await writer.WriteAsync(fleet.UnseenRollOut(name).RollBack, cancelled);
        EditView.Show(
            fleet.Output, edit, name, _ => $"Rolled back {name} (revision {edit.Document.Revision}): each device goes back when it polls next.");
        return ExitCode.Ok;
    }
}
