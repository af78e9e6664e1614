using System.Buffers.Binary;
using System.Collections.Immutable;
using EdgeActors.Models.Binding;
using EdgeActors.Models.Tensors;

namespace EdgeActors.Models.Swap.Trial;

/// <summary>Zeros, or ones, in the shapes that a model declares. Pure.</summary>
internal static class GeneratedInputs
{
    // Some networks with open extents shrink their input several times over and cannot run on 1.
    private static readonly int[] OpenExtents = [1, 32];

    /// <summary>Whether the shapes are guesses.</summary>
    public static bool AreGuessed(ImmutableArray<TensorSpec> declared) =>
        declared.Any(static spec => spec.Shape.Any(static extent => extent < 0));

    /// <summary>
    /// Inputs to try one after the other: zeros, then ones, which may be divided by. An open extent is 1 in all places, then 32 in all places, since
    /// equal names of extents are not known here. Those over <paramref name="maxBytes"/> are left out.
    /// </summary>
    public static IEnumerable<ImmutableArray<TrialTensor>> For(ImmutableArray<TensorSpec> declared, long maxBytes)
    {
        foreach (int open in AreGuessed(declared) ? OpenExtents : OpenExtents[..1])
        {
            if (Fits(declared, open, maxBytes))
            {
                yield return [.. declared.Select(spec => Filled(spec, open, new byte[spec.Type.ByteSize()]))];
                yield return [.. declared.Select(spec => Filled(spec, open, One(spec.Type)))];
            }
        }
    }

    private static bool Fits(ImmutableArray<TensorSpec> declared, int open, long maxBytes)
    {
        long left = maxBytes;
        foreach (TensorSpec spec in declared)
        {
            if (!TensorSize.TryCount(Extents(spec, open), spec.Type.ByteSize(), out long bytes) || bytes > left)
            {
                return false;
            }

            left -= bytes;
        }

        return true;
    }

    private static TrialTensor Filled(TensorSpec spec, int open, byte[] element)
    {
        TensorSize.TryCount(Extents(spec, open), element.Length, out long length);
        byte[] bytes = new byte[length];
        for (int at = 0; at < bytes.Length; at += element.Length)
        {
            element.CopyTo(bytes, at);
        }

        return new TrialTensor(spec.Name, spec.Type, [.. Extents(spec, open).Select(static extent => (int)extent)], bytes);
    }

    private static byte[] One(TensorType type)
    {
        byte[] element = new byte[type.ByteSize()];
        switch (type)
        {
            case TensorType.Float16:
                BinaryPrimitives.WriteHalfLittleEndian(element, (Half)1);
                break;
            case TensorType.Float32:
                BinaryPrimitives.WriteSingleLittleEndian(element, 1);
                break;
            case TensorType.Float64:
                BinaryPrimitives.WriteDoubleLittleEndian(element, 1);
                break;
            default:
                element[0] = 1;
                break;
        }

        return element;
    }

    private static long[] Extents(TensorSpec spec, int open) => [.. spec.Shape.Select(extent => extent < 0 ? open : (long)extent)];
}
