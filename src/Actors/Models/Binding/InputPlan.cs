using EdgeActors.Models.Tensors;

namespace EdgeActors.Models.Binding;

/// <summary>One declared input with what can be worked out once, at load.</summary>
internal sealed class InputPlan
{
    public InputPlan(TensorSpec spec)
    {
        Spec = spec;
        DeclaredShape = [.. spec.Shape];
        ElementSize = spec.Type.ByteSize();
        if (DeclaredShape.All(static extent => extent >= 0))
        {
            FixedShape = [.. DeclaredShape.Select(static extent => (long)extent)];
            FixedLength = TensorSize.TryCount(FixedShape, ElementSize, out long bytes) ? bytes : null;
        }
    }

    public TensorSpec Spec { get; }

    /// <summary>The declared extents; below zero is open.</summary>
    public int[] DeclaredShape { get; }

    public int ElementSize { get; }

    /// <summary>The extents when none is open; shared by all predictions, so nobody may write to it.</summary>
    public long[]? FixedShape { get; }

    /// <summary>The bytes of <see cref="FixedShape"/>; null when an extent is open or the size is beyond any memory.</summary>
    public long? FixedLength { get; }
}

/// <summary>Byte counts that cannot overflow.</summary>
internal static class TensorSize
{
    /// <summary>
    /// Multiplies extents and element size. False when the product of the non-zero extents is beyond 63 bits: an engine may
    /// multiply in another order, so a zero elsewhere does not make such a shape harmless.
    /// </summary>
    public static bool TryCount(ReadOnlySpan<long> extents, int elementSize, out long bytes)
    {
        bytes = elementSize;
        bool empty = false;
        foreach (long extent in extents)
        {
            if (extent == 0)
            {
                empty = true;
            }
            else if (extent < 0 || bytes > long.MaxValue / extent)
            {
                return false;
            }
            else
            {
                bytes *= extent;
            }
        }

        bytes = empty ? 0 : bytes;
        return true;
    }
}
