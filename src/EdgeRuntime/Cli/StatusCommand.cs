using System.CommandLine;
using EdgeActors.Protocol.Agent;
using EdgeActors.Protocol.Health;

namespace EdgeActors.Cli;

/// <summary><c>edgeactors status</c>: whether the agent serves, and what.</summary>
internal static class StatusCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        VerbCommand status = new(
            "status",
            "Shows whether the agent answers, its health and its models. Exit code 0 means that it serves.",
            "edgeactors status",
            "edgeactors status -a /tmp/agent.sock --json");
        AgentConnection.AddOptions(status);
        status.SetAction((command, _) => RunAsync(command));
        return status;
    }

    private static async Task<int> RunAsync(ParseResult command)
    {
        CommandOutput output = CommandOutput.Of(command);
        using AgentConnection agent = AgentConnection.Open(command);
        HealthCheckResponse.Types.ServingStatus health = await agent.HealthAsync();
        IReadOnlyList<Model> models = await agent.ListAsync();
        string name = HealthNames.Of(health);
        if (output.IsJson)
        {
            output.Json(json =>
            {
                json.WriteString("socket", agent.Socket);
                json.WriteString("health", name);
                json.WriteString("version", VersionAction.Version);
                ModelView.WriteJson(json, "models", models);
            });
        }
        else
        {
            output.Line($"The agent on {agent.Socket} is {name} (this command is version {VersionAction.Version}).");
            output.Line(models.Count == 0 ? "No model is loaded." : $"Models loaded: {models.Count}");
            if (models.Count > 0)
            {
                output.Console.Write(ModelView.Table(models));
            }
        }

        return health == HealthCheckResponse.Types.ServingStatus.Serving ? ExitCode.Ok : ExitCode.Failed;
    }
}

/// <summary>The health protocol's own spelling.</summary>
internal static class HealthNames
{
    /// <summary>For example <c>NOT_SERVING</c>.</summary>
    public static string Of(HealthCheckResponse.Types.ServingStatus status) => status switch
    {
        HealthCheckResponse.Types.ServingStatus.Serving => "SERVING",
        HealthCheckResponse.Types.ServingStatus.NotServing => "NOT_SERVING",
        HealthCheckResponse.Types.ServingStatus.ServiceUnknown => "SERVICE_UNKNOWN",
        _ => "UNKNOWN",
    };
}
