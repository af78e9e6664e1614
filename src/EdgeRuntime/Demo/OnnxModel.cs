using System.Runtime.InteropServices;
using Google.Protobuf;

namespace EdgeActors.Demo;

/// <summary>
/// Collects a float graph and writes it as an ONNX file (IR 8, opset 17). It knows only the few fields of onnx.proto that
/// such a graph needs; their numbers are in the calls.
/// </summary>
internal sealed class OnnxModel(string name, string description)
{
    private const int Float = 1;
    private const string Batch = "batch";

    private readonly List<ByteString> _nodes = [];
    private readonly List<ByteString> _initializers = [];
    private readonly List<ByteString> _inputs = [];
    private readonly List<ByteString> _outputs = [];

    /// <summary>Adds a float input [batch, <paramref name="width"/>].</summary>
    public void Input(string tensor, int width) => _inputs.Add(ValueInfo(tensor, width));

    /// <summary>Names the float tensor [batch, <paramref name="width"/>] as an output.</summary>
    public void Output(string tensor, int width) => _outputs.Add(ValueInfo(tensor, width));

    /// <summary>Adds constant floats and returns their name.</summary>
    public string Constant(string tensor, float[] values, params int[] shape)
    {
        _initializers.Add(Message(proto =>
        {
            foreach (int extent in shape)
            {
                Number(proto, 1, extent);
            }

            Number(proto, 2, Float);
            Text(proto, 8, tensor);
            // The format is little-endian, and so is every platform that this program is published for.
            Bytes(proto, 9, ByteString.CopyFrom(MemoryMarshal.AsBytes<float>(values)));
        }));
        return tensor;
    }

    /// <summary>Adds one operator with its default attributes and returns its output's name.</summary>
    public string Node(string operation, string output, params string[] inputs)
    {
        _nodes.Add(Message(proto =>
        {
            foreach (string input in inputs)
            {
                Text(proto, 1, input);
            }

            Text(proto, 2, output);
            Text(proto, 3, output);
            Text(proto, 4, operation);
        }));
        return output;
    }

    /// <summary>The bytes of the .onnx file.</summary>
    public byte[] ToBytes() => Message(proto =>
    {
        Number(proto, 1, 8);
        Text(proto, 2, "edgeactors demo");
        Bytes(proto, 7, Graph());
        Bytes(proto, 8, Message(opset => Number(opset, 2, 17)));
    }).ToByteArray();

    private ByteString Graph() => Message(proto =>
    {
        _nodes.ForEach(node => Bytes(proto, 1, node));
        Text(proto, 2, name);
        _initializers.ForEach(tensor => Bytes(proto, 5, tensor));
        Text(proto, 10, description);
        _inputs.ForEach(input => Bytes(proto, 11, input));
        _outputs.ForEach(output => Bytes(proto, 12, output));
    });

    private static ByteString ValueInfo(string tensor, int width)
    {
        ByteString shape = Message(proto =>
        {
            Bytes(proto, 1, Message(extent => Text(extent, 2, Batch)));
            Bytes(proto, 1, Message(extent => Number(extent, 1, width)));
        });
        ByteString tensorType = Message(proto =>
        {
            Number(proto, 1, Float);
            Bytes(proto, 2, shape);
        });
        return Message(proto =>
        {
            Text(proto, 1, tensor);
            Bytes(proto, 2, Message(type => Bytes(type, 1, tensorType)));
        });
    }

    private static ByteString Message(Action<CodedOutputStream> write)
    {
        using MemoryStream bytes = new();
        using (CodedOutputStream proto = new(bytes, leaveOpen: true))
        {
            write(proto);
        }

        return ByteString.CopyFrom(bytes.GetBuffer(), 0, (int)bytes.Length);
    }

    private static void Number(CodedOutputStream proto, int field, long value)
    {
        proto.WriteTag(field, WireFormat.WireType.Varint);
        proto.WriteInt64(value);
    }

    private static void Text(CodedOutputStream proto, int field, string value)
    {
        proto.WriteTag(field, WireFormat.WireType.LengthDelimited);
        proto.WriteString(value);
    }

    private static void Bytes(CodedOutputStream proto, int field, ByteString value)
    {
        proto.WriteTag(field, WireFormat.WireType.LengthDelimited);
        proto.WriteBytes(value);
    }
}
