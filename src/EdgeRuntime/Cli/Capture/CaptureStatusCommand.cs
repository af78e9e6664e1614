using System.CommandLine;
using EdgeActors.Protocol.Agent;
using EdgeActors.Protocol.Grpc;
using EdgeActors.Wording;

namespace EdgeActors.Cli.Capture;

/// <summary><c>edgeactors capture status</c>: where one capture is.</summary>
internal static class CaptureStatusCommand
{
    private static readonly Argument<string> Id = new("ID") { Description = "The capture's id." };

    /// <summary>The command.</summary>
    public static Command Create()
    {
        VerbCommand status = new(
            "status",
            "Tells where a capture is: IN_PROGRESS, SUCCESS (stored), FAILURE or NOT_FOUND. Exit code 1 for the last two.",
            "edgeactors capture status c1",
            "edgeactors capture status c1 -a /tmp/agent.sock --json");
        status.Arguments.Add(Id);
        AgentConnection.AddOptions(status);
        status.SetAction((command, _) => RunAsync(command));
        return status;
    }

    /// <summary>A status in the API's own spelling.</summary>
    public static string NameOf(CaptureDataStatus status) => status switch
    {
        CaptureDataStatus.Failure => "FAILURE",
        CaptureDataStatus.Success => "SUCCESS",
        CaptureDataStatus.InProgress => "IN_PROGRESS",
        CaptureDataStatus.NotFound => "NOT_FOUND",
        _ => "UNKNOWN",
    };

    private static async Task<int> RunAsync(ParseResult command)
    {
        string id = command.GetRequiredValue(Id);
        using AgentConnection agent = AgentConnection.Open(command);
        CaptureDataStatus status = await StatusAsync(agent, id);
        CommandOutput output = CommandOutput.Of(command);
        if (output.IsJson)
        {
            output.Json(json =>
            {
                json.WriteString("capture", id);
                json.WriteString("status", NameOf(status));
            });
        }
        else
        {
            output.Line($"{Printable.Of(id)} is {NameOf(status)}");
        }

        return status is CaptureDataStatus.Success or CaptureDataStatus.InProgress ? ExitCode.Ok : ExitCode.Failed;
    }

    // Agents answer an unknown id by either form of NOT_FOUND.
    private static async Task<CaptureDataStatus> StatusAsync(AgentConnection agent, string id)
    {
        try
        {
            return await agent.CaptureStatusAsync(id);
        }
        catch (GrpcException unknown) when (unknown.Code == GrpcStatusCode.NotFound)
        {
            return CaptureDataStatus.NotFound;
        }
    }
}
