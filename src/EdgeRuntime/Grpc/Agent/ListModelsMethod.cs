using EdgeActors.Models;
using EdgeActors.Protocol.Agent;

namespace EdgeActors.Grpc.Agent;

/// <summary>ListModels: every model that can serve.</summary>
internal sealed class ListModelsMethod(IModelControl control, AgentOptions options)
    : ControlMethod<ListModelsRequest, ListModelsResponse>("ListModels", control, options)
{
    /// <inheritdoc />
    protected override object CommandOf(ListModelsRequest request) => ModelsProtocol.ListModels.Instance;

    /// <inheritdoc />
    protected override ListModelsResponse? AnswerOf(ModelsProtocol.IModelsReply reply) => reply is ModelsProtocol.ModelList list
        ? new ListModelsResponse { Models = { list.Models.Select(ModelMessage.Of) } }
        : null;
}
