using EdgeActors.Models;
using EdgeActors.Protocol.Agent;

namespace EdgeActors.Grpc.Agent;

/// <summary>DescribeModel: names, types and shapes of one model's tensors.</summary>
internal sealed class DescribeModelMethod(IModelControl control, AgentOptions options)
    : ControlMethod<DescribeModelRequest, DescribeModelResponse>("DescribeModel", control, options)
{
    /// <inheritdoc />
    protected override object CommandOf(DescribeModelRequest request) =>
        new ModelsProtocol.DescribeModel(ModelKey.Of(request.Handle, request.Name));

    /// <inheritdoc />
    protected override DescribeModelResponse? AnswerOf(ModelsProtocol.IModelsReply reply) =>
        reply is ModelsProtocol.ModelDescribed described
        ? new DescribeModelResponse { Model = ModelMessage.Of(described.Model) }
        : null;
}
