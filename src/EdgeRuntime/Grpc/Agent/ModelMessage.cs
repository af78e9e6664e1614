using System.Collections.Immutable;
using EdgeActors.Models;
using EdgeActors.Models.Tensors;
using EdgeActors.Protocol.Agent;
using Google.Protobuf;
using Google.Protobuf.Collections;

namespace EdgeActors.Grpc.Agent;

/// <summary>
/// Says in the wire's words what is known of a model. Old clients read <c>name</c>, newer ones <c>handle</c>: both are filled.
/// </summary>
internal static class ModelMessage
{
    public static Model Of(ModelInfo model)
    {
        Model message = new() { Url = model.Url, Name = model.Handle, Handle = model.Handle };
        Add(message.InputTensorMetadatas, model.Inputs);
        Add(message.OutputTensorMetadatas, model.Outputs);
        return message;
    }

    private static void Add(RepeatedField<TensorMetadata> metadatas, ImmutableArray<TensorSpec> tensors)
    {
        foreach (TensorSpec tensor in tensors)
        {
            metadatas.Add(new TensorMetadata
            {
                Name = ByteString.CopyFrom(tensor.Name.Bytes),
                DataType = (DataType)tensor.Type,
                Shape = { tensor.Shape },
            });
        }
    }
}
