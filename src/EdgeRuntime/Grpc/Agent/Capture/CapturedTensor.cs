using System.Globalization;
using EdgeActors.Capture;
using EdgeActors.Models.Tensors;
using EdgeActors.Wording;

namespace EdgeActors.Grpc.Agent.Capture;

/// <summary>
/// What a captured tensor has to be. Names and shapes are the client's own and are not held against the model, which may be another one
/// than the data went through; but type, shape and bytes have to agree with each other, since a record that contradicts itself is of no
/// use to whoever reads it, and nobody could repair it there.
/// </summary>
internal static class CapturedTensor
{
    /// <exception cref="EdgeActors.Protocol.Grpc.GrpcException">INVALID_ARGUMENT, or as <see cref="CaptureItemData.Of"/>.</exception>
    public static CaptureDraftItem Of(CaptureItemDraft tensor, CaptureItemData data)
    {
        // Without metadata the type is not known; bytes are bytes.
        TensorType type = tensor.HasMetadata ? (TensorType)tensor.Type : TensorType.UInt8;
        if (!TensorTypes.IsKnown(type))
        {
            throw Wrong(tensor, $"has the data_type {(int)type}, which the API does not know: 0 (UINT8) to 6 (FLOAT64) are defined");
        }

        (long Elements, int Open) declared = Declared(tensor);
        bool isFixed = tensor.Shape.Count > 0 && declared.Open < 0;
        long size = type.ByteSize();
        ReadOnlyMemory<byte> bytes = data.Of(tensor, isFixed ? declared.Elements * size : null);
        if (isFixed ? bytes.Length != declared.Elements * size : bytes.Length % size != 0)
        {
            string needed = isFixed ? $"{declared.Elements * size} bytes" : $"a multiple of {size} bytes";
            throw Wrong(tensor, $"has {bytes.Length} bytes, but {type.WireName()} {Text(tensor.Shape)} takes {needed}");
        }

        long[] shape = Actual(tensor, declared, bytes.Length / size);
        string content = $"Tensor[{type.WireName()}; {string.Join(", ", shape)}]";
        return new CaptureDraftItem(tensor.Kind, tensor.Name, content, IsBase64: false, bytes);
    }

    // The elements that the known extents make, and where the one unknown extent is, or -1.
    private static (long Elements, int Open) Declared(CaptureItemDraft tensor)
    {
        long elements = 1;
        int open = -1;
        for (int i = 0; i < tensor.Shape.Count; i++)
        {
            int extent = tensor.Shape[i];
            if (extent < -1 || (extent == -1 && open >= 0))
            {
                throw Wrong(tensor, $"has the shape {Text(tensor.Shape)}: extents are 0 or more, but for one -1 that the number of bytes decides");
            }

            open = extent == -1 ? i : open;
            elements = extent == -1 ? elements : Times(elements, extent);
        }

        return elements <= Array.MaxLength ? (elements, open)
            : throw Wrong(tensor, $"has the shape {Text(tensor.Shape)}, which has more elements than can be sent");
    }

    // More than any array holds is as good as infinite, unless another extent is 0.
    private static long Times(long elements, int extent) =>
        extent == 0 ? 0 : Math.Min(elements, long.MaxValue / extent) * extent;

    private static long[] Actual(CaptureItemDraft tensor, (long Elements, int Open) declared, long count)
    {
        // proto3 cannot tell a scalar from a shape that was left out; as a row of its elements it is right for both.
        if (tensor.Shape.Count == 0)
        {
            return [count];
        }

        long[] shape = [.. tensor.Shape];
        if (declared.Open >= 0)
        {
            bool fits = declared.Elements == 0 ? count == 0 : count % declared.Elements == 0;
            shape[declared.Open] = !fits
                ? throw Wrong(tensor, $"has {count} elements, which do not fill the shape {Text(tensor.Shape)}")
                : declared.Elements == 0 ? 0 : count / declared.Elements;
        }

        return shape;
    }

    private static Protocol.Grpc.GrpcException Wrong(CaptureItemDraft tensor, string what) => CaptureRequest.Invalid(
        $"the {(tensor.Kind == CaptureItemKind.InputTensor ? "input" : "output")} tensor '{Printable.Of(tensor.Name)}' {what}");

    private static string Text(IReadOnlyList<int> shape)
    {
        const int most = 12;
        string extents = string.Join(", ", shape.Take(most).Select(extent => extent.ToString(CultureInfo.InvariantCulture)));
        return shape.Count == 0 ? "without a shape" : shape.Count > most ? $"[{extents}, …]" : $"[{extents}]";
    }
}
