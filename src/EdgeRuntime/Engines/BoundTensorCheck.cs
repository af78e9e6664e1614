using System.Collections.Immutable;
using EdgeActors.Models;
using EdgeActors.Models.Engine;
using EdgeActors.Models.Tensors;

namespace EdgeActors.Engines;

/// <summary>
/// The last look at inputs before native code. Requests were checked before, with texts for their senders; this stands between a
/// mistake there and a dead process: ONNX Runtime reads past a tensor of rank 1 that is given for a scalar, and DLR compares counts only.
/// </summary>
internal static class BoundTensorCheck
{
    /// <exception cref="ModelFaultException">InvalidArgument.</exception>
    public static void ThrowIfUnfit(ReadOnlySpan<BoundTensor> inputs, ImmutableArray<TensorSpec> declared)
    {
        if (inputs.Length != declared.Length)
        {
            throw new ModelFaultException(FaultCode.InvalidArgument, $"The model takes {declared.Length} inputs and got {inputs.Length}.");
        }

        for (int i = 0; i < inputs.Length; i++)
        {
            if (!Fits(inputs[i], declared[i]))
            {
                throw new ModelFaultException(
                    FaultCode.InvalidArgument, $"Input '{declared[i].Name}' does not have the type, shape and size that the model declares.");
            }
        }
    }

    private static bool Fits(in BoundTensor input, TensorSpec spec)
    {
        if (input.Type != spec.Type || input.Shape.Length != spec.Shape.Length || (input.Address == 0 && input.Length != 0))
        {
            return false;
        }

        for (int i = 0; i < input.Shape.Length; i++)
        {
            if (input.Shape[i] < 0 || (spec.Shape[i] >= 0 && spec.Shape[i] != input.Shape[i]))
            {
                return false;
            }
        }

        return TensorSize.Bytes(input.Type, input.Shape) == input.Length;
    }
}

/// <summary>How many bytes a tensor takes.</summary>
internal static class TensorSize
{
    /// <summary>Bytes of a dense tensor with no negative extent; null when they do not fit into a <see cref="long"/>.</summary>
    public static long? Bytes(TensorType type, ReadOnlySpan<long> shape)
    {
        if (shape.Contains(0))
        {
            return 0;
        }

        UInt128 bytes = (UInt128)type.ByteSize();
        foreach (long extent in shape)
        {
            bytes *= (UInt128)extent;
            if (bytes > (UInt128)long.MaxValue)
            {
                return null;
            }
        }

        return (long)bytes;
    }
}
