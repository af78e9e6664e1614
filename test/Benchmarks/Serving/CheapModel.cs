using System.Text;
using Google.Protobuf;

namespace EdgeActors.Benchmarks.Serving;

/// <summary>
/// Writes a model whose run costs next to nothing beside moving its input: the largest element of a row. Field numbers are
/// those of the ONNX ModelProto, opset 17.
/// </summary>
internal static class CheapModel
{
    public static string Write(int elements)
    {
        string folder = Directory.CreateDirectory(Path.Combine(TestBed.Built, $"max-{elements}")).FullName;
        byte[] node = Message(Text(1, "x"), Text(2, "y"), Text(4, "ReduceMax"));
        byte[] graph = Message(
            Bytes(1, node), Text(2, "max"), Bytes(11, ValueInfo("x", 1, elements)), Bytes(12, ValueInfo("y", 1, 1)));
        byte[] opset = Message(Number(2, 17));
        File.WriteAllBytes(Path.Combine(folder, "model.onnx"), Message(Number(1, 8), Bytes(7, graph), Bytes(8, opset)));
        byte[] input = new byte[elements * sizeof(float)];
        for (int i = 0; i < elements; i++)
        {
            BitConverter.TryWriteBytes(input.AsSpan(i * sizeof(float)), (float)(i % 251));
        }

        File.WriteAllBytes(folder + "-input.bin", input);
        return folder;
    }

    private static byte[] ValueInfo(string name, params int[] shape)
    {
        const int float32 = 1;
        byte[] dimensions = Message([.. shape.Select(d => Bytes(1, Message(Number(1, d))))]);
        byte[] tensor = Message(Number(1, float32), Bytes(2, dimensions));
        return Message(Text(1, name), Bytes(2, Message(Bytes(1, tensor))));
    }

    private static Action<CodedOutputStream> Text(int field, string value) => Bytes(field, Encoding.UTF8.GetBytes(value));

    private static Action<CodedOutputStream> Bytes(int field, byte[] value) => output =>
    {
        output.WriteTag(field, WireFormat.WireType.LengthDelimited);
        output.WriteBytes(ByteString.CopyFrom(value));
    };

    private static Action<CodedOutputStream> Number(int field, long value) => output =>
    {
        output.WriteTag(field, WireFormat.WireType.Varint);
        output.WriteInt64(value);
    };

    private static byte[] Message(params Action<CodedOutputStream>[] fields)
    {
        using MemoryStream stream = new();
        using (CodedOutputStream output = new(stream, leaveOpen: true))
        {
            foreach (Action<CodedOutputStream> field in fields)
            {
                field(output);
            }
        }

        return stream.ToArray();
    }
}
