using EdgeActors.Models.Tensors;

namespace EdgeActors.Models.Binding;

/// <summary>
/// Works out a tensor's real extents. Clients copy what DescribeModel told them, -1 included, beside bytes of any batch, so
/// one open extent is worked out from the byte count.
/// </summary>
internal static class ShapeResolution
{
    /// <summary>The extents, none negative, and the bytes that they need.</summary>
    public static ModelFault? Resolve(InputPlan input, RequestTensor tensor, out long[] shape, out long length)
    {
        IReadOnlyList<int> asked = tensor.Shape ?? input.DeclaredShape;
        (shape, length) = ([], 0);
        if (asked.Count != input.DeclaredShape.Length)
        {
            return BindingFaults.Rank(input, asked);
        }

        if (CheckExtents(input, asked, out int open) is { } fault)
        {
            return fault;
        }

        if (input.FixedLength is { } known)
        {
            (shape, length) = (input.FixedShape!, known);
            return null;
        }

        shape = new long[asked.Count];
        for (int i = 0; i < shape.Length; i++)
        {
            shape[i] = asked[i] >= 0 ? asked[i] : Math.Max(input.DeclaredShape[i], 1);
        }

        if (!TensorSize.TryCount(shape, input.ElementSize, out length))
        {
            return BindingFaults.TooLarge(input, asked);
        }

        return open < 0 ? null : Infer(input, asked, tensor.Data, shape, open, ref length);
    }

    // open: where an extent is to be inferred, or -1. A request may leave open what the model fixes: the model's extent holds.
    private static ModelFault? CheckExtents(InputPlan input, IReadOnlyList<int> asked, out int open)
    {
        open = -1;
        int unknown = 0;
        for (int i = 0; i < asked.Count; i++)
        {
            int declared = input.DeclaredShape[i];
            if (asked[i] < -1)
            {
                return BindingFaults.NegativeExtent(input, asked, i);
            }

            if (asked[i] == -1)
            {
                unknown++;
                open = declared < 0 ? i : open;
            }
            else if (declared >= 0 && asked[i] != declared)
            {
                return BindingFaults.Extent(input, asked, i);
            }
        }

        return unknown > 1 ? BindingFaults.SeveralOpen(input, asked) : null;
    }

    // length comes in as the bytes of one step of the open extent.
    private static ModelFault? Infer(
        InputPlan input, IReadOnlyList<int> asked, TensorData data, long[] shape, int open, ref long length)
    {
        if (data.IsUpperBound)
        {
            return BindingFaults.OpenWithoutSize(input, asked);
        }

        if (length == 0)
        {
            return BindingFaults.OpenBesideZero(input, asked);
        }

        if (data.Length % length != 0)
        {
            return BindingFaults.NotAMultiple(input, asked, length, data.Length);
        }

        shape[open] = data.Length / length;
        length = data.Length;
        return null;
    }
}
