using System.Globalization;
using EdgeActors.Configuration;
using EdgeActors.Configuration.Capture;
using EdgeActors.Doctor.Paths;
using EdgeActors.Protocol.Grpc;

namespace EdgeActors.Doctor.Serving;

/// <summary>Who serves on the socket, and whether it does.</summary>
internal sealed class AgentCheck : ICheck
{
    private const string Replaced = " (deleted)";
    private const string ServiceFlags = $"-a {SocketPath.OfService} -c /etc/edgeactors/config.json --data-root {DataRoot.OfTheSystem}";

    public Area Area => Area.Agent;

    public async Task<IReadOnlyList<Finding>> RunAsync(DoctorContext context, CancellationToken cancel) =>
        Judge(await context.ServingAsync(), context.Agent.Socket);

    /// <summary>What the facts mean.</summary>
    public static IReadOnlyList<Finding> Judge(ServingFacts facts, string socket)
    {
        List<Finding> findings = [Served(facts, socket)];
        if (facts.Program?.EndsWith(Replaced, StringComparison.Ordinal) == true && facts.Health is not null)
        {
            findings.Add(AgentCodes.Replaced.Seen($"{Process(facts)} runs {facts.Program}"));
        }

        int[] others = [.. facts.OldAgents.Where(pid => pid != facts.Pid)];
        if (others.Length > 0)
        {
            findings.Add(AgentCodes.Old.Seen($"{OldAgent.Program} runs as process {string.Join(", ", others)}"));
        }

        return findings;
    }

    private static Finding Served(ServingFacts facts, string socket)
    {
        if (facts.Reach != Reach.Open)
        {
            return Unreached(facts, socket);
        }

        if (facts.Pid is { } pid && facts.OldAgents.Contains(pid))
        {
            return AgentCodes.Old.Seen($"{OldAgent.Program}, {Process(facts)}, serves on {socket}");
        }

        string took = string.Create(CultureInfo.InvariantCulture, $"after {facts.Took.TotalMilliseconds:0} ms");
        return facts switch
        {
            { Health: "SERVING" } => AgentCodes.Ok.Seen($"{Process(facts)} serves on {socket}, {facts.Models ?? 0} models loaded; it answered {took}"),
            { Health: { } health } => AgentCodes.NotServing.Seen($"{Process(facts)} on {socket} says {health}"),
            { Refusal: GrpcStatusCode.DeadlineExceeded } => AgentCodes.Silent.Seen($"{Process(facts)} on {socket} did not answer {took}"),
            { Models: { } models } => AgentCodes.Old.Seen($"{Process(facts)} on {socket} has no health service and {models} models"),
            _ => AgentCodes.Foreign.Seen($"{Process(facts)} on {socket}: {facts.Detail}"),
        };
    }

    private static Finding Unreached(ServingFacts facts, string socket) => facts switch
    {
        { Reach: Reach.Denied } => AgentCodes.Absent.Seen(
            $"this user may not connect to {socket}, so the agent was not asked", "see the finding on the socket"),
        { HasService: true } when socket != SocketPath.OfService => AgentCodes.Absent.Seen(
            $"nobody answers on {socket}; the service has its socket elsewhere",
            $"for the service: sudo -u edgeactors edgeactors doctor {ServiceFlags}"),
        _ => AgentCodes.Absent.Seen($"nobody answers on {socket}", $"edgeactors run -a {ShellWord.Of(socket)}"),
    };

    private static string Process(ServingFacts facts) => facts.Pid is { } pid && facts.User is { } user
        ? string.Create(CultureInfo.InvariantCulture, $"process {pid} of {Accounts.Show(user)}")
        : "a process";
}
