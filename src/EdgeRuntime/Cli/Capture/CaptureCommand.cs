using System.CommandLine;

namespace EdgeActors.Cli.Capture;

/// <summary><c>edgeactors capture</c>: captured data of an agent.</summary>
internal static class CaptureCommand
{
    /// <summary>The command with its verbs.</summary>
    public static Command Create()
    {
        VerbCommand capture = new(
            "capture",
            "Hands data to the agent to be kept, and tells what became of them.",
            "edgeactors capture put mnist --id c1 --input image.npy",
            "edgeactors capture status c1",
            "edgeactors capture verify -c config.json");
        capture.Subcommands.Add(CapturePutCommand.Create());
        capture.Subcommands.Add(CaptureStatusCommand.Create());
        capture.Subcommands.Add(CaptureListCommand.Create());
        capture.Subcommands.Add(CaptureVerifyCommand.Create());
        return capture;
    }
}
