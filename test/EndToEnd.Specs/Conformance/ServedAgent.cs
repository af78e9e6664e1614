using EdgeActors.Protocol.Client;
using EdgeActors.Specs.Agents;

namespace EdgeActors.Specs.Conformance;

/// <summary>One agent for a whole class of specs, with room for the largest tensors of the set.</summary>
public sealed class ServedAgent : IAsyncLifetime
{
    private AgentProcess? _agent;

    internal EdgeAgentClient Client { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        _agent = await AgentProcess.StartAsync("-m", "67108864");
        Client = _agent.Connect();
    }

    public async Task DisposeAsync()
    {
        Client.Dispose();
        await _agent!.DisposeAsync();
    }
}
