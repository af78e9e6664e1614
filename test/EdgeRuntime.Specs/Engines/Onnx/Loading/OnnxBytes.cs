using System.Text;

namespace EdgeActors.Specs.Engines.Onnx.Loading;

/// <summary>Writes protobuf fields, to make model files that no exporter would.</summary>
internal static class OnnxBytes
{
    public static byte[] Field(int number, params byte[][] content)
    {
        byte[] inner = [.. content.SelectMany(piece => piece)];
        return [.. Varint((ulong)(number << 3) | 2), .. Varint((ulong)inner.Length), .. inner];
    }

    public static byte[] Text(int number, string text) => Field(number, Encoding.UTF8.GetBytes(text));

    public static byte[] Varint(ulong value)
    {
        List<byte> bytes = [];
        for (; value >= 0x80; value >>= 7)
        {
            bytes.Add((byte)(value | 0x80));
        }

        return [.. bytes, (byte)value];
    }

    /// <summary>A TensorProto field with external data at <paramref name="location"/>.</summary>
    public static byte[] Tensor(int number, string location) => Field(number, Field(13, Text(1, "location"), Text(2, location)));
}
