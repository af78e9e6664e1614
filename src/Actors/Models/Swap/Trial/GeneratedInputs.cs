using System.Collections.Immutable;
using EdgeActors.Models.Binding;
using EdgeActors.Models.Tensors;

namespace EdgeActors.Models.Swap.Trial;

/// <summary>Zeros in the shapes that a model declares. Pure.</summary>
internal static class GeneratedInputs
{
    // Some networks with open extents shrink their input several times over and cannot run on 1.
    private static readonly int[] OpenExtents = [1, 32];

    /// <summary>Whether the shapes are guesses.</summary>
    public static bool AreGuessed(ImmutableArray<TensorSpec> declared) =>
        declared.Any(static spec => spec.Shape.Any(static extent => extent < 0));

    /// <summary>
    /// Inputs to try one after the other: an open extent is 1 in all places, then 32 in all places, since equal names of extents are not known here.
    /// Those over <paramref name="maxBytes"/> are left out.
    /// </summary>
    public static IEnumerable<ImmutableArray<TrialTensor>> For(ImmutableArray<TensorSpec> declared, long maxBytes)
    {
        foreach (int open in AreGuessed(declared) ? OpenExtents : OpenExtents[..1])
        {
            if (Fits(declared, open, maxBytes))
            {
                yield return [.. declared.Select(spec => Zeros(spec, open))];
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

    private static TrialTensor Zeros(TensorSpec spec, int open)
    {
        TensorSize.TryCount(Extents(spec, open), spec.Type.ByteSize(), out long bytes);
        return new TrialTensor(spec.Name, spec.Type, [.. Extents(spec, open).Select(static extent => (int)extent)], new byte[bytes]);
    }

    private static long[] Extents(TensorSpec spec, int open) => [.. spec.Shape.Select(extent => extent < 0 ? open : (long)extent)];
}
