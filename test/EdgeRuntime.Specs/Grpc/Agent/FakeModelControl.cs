using EdgeActors.Models;

namespace EdgeActors.Specs.Grpc.Agent;

/// <summary>A registry that gives one answer, or none until the caller gives up.</summary>
internal sealed class FakeModelControl(ModelsProtocol.IModelsReply? reply) : IModelControl
{
    public object? Command { get; private set; }

    public async Task<ModelsProtocol.IModelsReply> AskAsync(object command, CancellationToken cancelled)
    {
        Command = command;
        if (reply is null)
        {
            await Task.Delay(Timeout.Infinite, cancelled);
        }

        return reply!;
    }
}
