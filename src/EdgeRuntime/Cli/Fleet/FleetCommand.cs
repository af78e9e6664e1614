using System.CommandLine;

namespace EdgeActors.Cli.Fleet;

/// <summary><c>edgeactors fleet</c>: many devices, from a bucket or a folder.</summary>
internal static class FleetCommand
{
    /// <summary>The command with its verbs.</summary>
    public static Command Create()
    {
        VerbCommand fleet = new(
            "fleet",
            "Looks after many devices through a bucket or a folder that they poll: who they are, what they run, how they are.",
            "edgeactors fleet init --fleet-url s3://sagemaker-edge/fleets --fleet plant",
            "edgeactors fleet register press-1 press-2 --fleet-url s3://sagemaker-edge/fleets --fleet plant",
            "edgeactors fleet status --fleet-url s3://sagemaker-edge/fleets --fleet plant");
        fleet.Subcommands.Add(InitCommand.Create());
        fleet.Subcommands.Add(RegisterCommand.Create());
        fleet.Subcommands.Add(DeployCommand.Create());
        fleet.Subcommands.Add(StartCommand.Create());
        fleet.Subcommands.Add(StopCommand.Create());
        fleet.Subcommands.Add(RollbackCommand.Create());
        fleet.Subcommands.Add(FleetStatusCommand.Create());
        fleet.Subcommands.Add(ReportCommand.Create());
        fleet.Subcommands.Add(PruneCommand.Create());
        fleet.Subcommands.Add(PollCommand.Create());
        fleet.Subcommands.Add(ServeCommand.Create());
        return fleet;
    }
}
