using EdgeActors.Models;
using EdgeActors.Protocol.Agent;

namespace EdgeActors.Grpc.Agent;

/// <summary>UnLoadModel: answered when the last prediction is out.</summary>
internal sealed class UnLoadModelMethod(IModelControl control, AgentOptions options)
    : ControlMethod<UnLoadModelRequest, UnLoadModelResponse>("UnLoadModel", control, options)
{
    /// <inheritdoc />
    protected override object CommandOf(UnLoadModelRequest request) =>
        new ModelsProtocol.UnloadModel(ModelKey.AliasOf(request.Handle, request.Name));

    /// <inheritdoc />
    protected override UnLoadModelResponse? AnswerOf(ModelsProtocol.IModelsReply reply) =>
        reply is ModelsProtocol.ModelUnloaded ? new UnLoadModelResponse() : null;
}
