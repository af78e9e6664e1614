using System.CommandLine;
using EdgeActors.Protocol.Control;

namespace EdgeActors.Cli.Fleet;

/// <summary><c>edgeactors fleet poll</c>: has the agent on this device ask its fleet at once.</summary>
internal static class PollCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        VerbCommand poll = new(
            "poll",
            "Has the agent on this device ask its fleet at once what to run. Exit code 0 means that the fleet has answered.",
            "edgeactors fleet poll",
            "edgeactors fleet poll -a /tmp/agent.sock --json");
        AgentConnection.AddOptions(poll);
        poll.SetAction((command, _) => RunAsync(command));
        return poll;
    }

    private static async Task<int> RunAsync(ParseResult command)
    {
        using AgentConnection agent = AgentConnection.Open(command);
        PollFleetResponse answer = await agent.PollFleetAsync();
        if (answer.Fault.Length > 0)
        {
            throw new CommandFailure(CommandFailure.Failed, $"The fleet gave no answer that can be used: {answer.Fault}");
        }

        CommandOutput output = CommandOutput.Of(command);
        if (output.IsJson)
        {
            output.Json(json =>
            {
                json.WriteBoolean("unchanged", answer.Unchanged);
                json.WriteNumber("deployments", answer.Deployments);
            });
        }
        else
        {
            output.Line(answer.Unchanged
                ? $"Nothing new; deployments for this device: {answer.Deployments}"
                : $"The fleet has answered; deployments for this device: {answer.Deployments}. The agent's log tells how they go.");
        }

        return ExitCode.Ok;
    }
}
