using System.CommandLine;

namespace EdgeActors.Cli.Fleet;

/// <summary><c>edgeactors fleet</c>: what has to do with many devices.</summary>
internal static class FleetCommand
{
    /// <summary>The command with its verbs.</summary>
    public static Command Create()
    {
        VerbCommand fleet = new("fleet", "What has to do with many devices and with who looks after them.", "edgeactors fleet poll");
        fleet.Subcommands.Add(PollCommand.Create());
        fleet.Subcommands.Add(ServeCommand.Create());
        return fleet;
    }
}
