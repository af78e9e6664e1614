using EdgeActors.Grpc.Transport;
using EdgeActors.Protocol.Client;
using EdgeActors.ServiceManager;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace EdgeActors.Hosting;

/// <summary>By what the running agent proves that it works.</summary>
internal static class LifeSigns
{
    /// <summary>
    /// The root actor answers; and a client that connects by the socket's path, as any other would, is told the models, which takes the
    /// listening socket, the dispatcher and the model registry. The path matters: whoever cleans up /tmp may have removed the socket.
    /// </summary>
    public static IReadOnlyList<LifeSign> Of(IServiceProvider agent, string socket)
    {
        ISupervisorPulse supervisor = agent.GetRequiredService<ISupervisorPulse>();
        GrpcServer server = agent.GetRequiredService<GrpcServer>();
        int most = agent.GetRequiredService<IOptions<GrpcTransportOptions>>().Value.MaxConnections;
        return
        [
            new LifeSign("the supervisor", supervisor.AnswerAsync),
            new LifeSign("the socket", cancelled => server.Connections < most ? ListAsync(socket, cancelled) : Task.CompletedTask),
        ];
    }

    private static async Task ListAsync(string socket, CancellationToken cancelled)
    {
        using EdgeAgentClient client = new(socket);
        await client.ListModelsAsync(cancel: cancelled);
    }
}
