using EdgeActors.Models;
using EdgeActors.Protocol.Agent;

namespace EdgeActors.Grpc.Agent;

/// <summary>LoadModel: a folder becomes a model that can be asked by its alias.</summary>
internal sealed class LoadModelMethod(IModelControl control, AgentOptions options)
    : ControlMethod<LoadModelRequest, LoadModelResponse>("LoadModel", control, options)
{
    /// <inheritdoc />
    protected override object CommandOf(LoadModelRequest request)
    {
        string alias = ModelKey.AliasOf(request.Handle, request.Name);
        return ModelUrl.FaultOf(request.Url) is { } fault
            ? throw ModelKey.Refuse(fault)
            : new ModelsProtocol.LoadModel(alias, request.Url);
    }

    /// <inheritdoc />
    protected override LoadModelResponse? AnswerOf(ModelsProtocol.IModelsReply reply) => reply is ModelsProtocol.ModelLoaded loaded
        ? new LoadModelResponse { Model = ModelMessage.Of(loaded.Model) }
        : null;
}
