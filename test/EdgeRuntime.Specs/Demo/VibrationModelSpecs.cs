using EdgeActors.Demo;
using Google.Protobuf;

namespace EdgeActors.Specs.Demo;

public sealed class VibrationModelSpecs
{
    private static readonly byte[] Model = VibrationModel.ToOnnx(VibrationTraining.Train(seed: 7));

    [Fact]
    public void Same_seed_writes_the_same_bytes() => Assert.Equal(Model, VibrationModel.ToOnnx(VibrationTraining.Train(seed: 7)));

    [Fact]
    public void Version_numbers_are_what_engines_of_today_read()
    {
        ILookup<int, object> model = Fields(Model);

        Assert.Equal(8UL, model[1].Single());
        Assert.Equal(17UL, Fields(model[8].Single())[2].Single());
    }

    [Fact]
    public void Every_operators_input_is_written_before_it_is_read()
    {
        ILookup<int, object> graph = Graph();
        HashSet<string> known = [.. graph[5].Select(tensor => Text(Fields(tensor)[8].Single())), VibrationModel.Window];

        foreach (ILookup<int, object> node in graph[1].Select(Fields))
        {
            Assert.All(node[1], input => Assert.Contains(Text(input), known));
            known.UnionWith(node[2].Select(Text));
        }

        Assert.Equal([VibrationModel.Probabilities, VibrationModel.AnomalyScore], graph[12].Select(output => Text(Fields(output)[1].Single())));
        Assert.All(graph[12], output => Assert.Contains(Text(Fields(output)[1].Single()), known));
    }

    [Fact]
    public void Constants_have_as_many_bytes_as_their_shape_needs()
    {
        foreach (ILookup<int, object> tensor in Graph()[5].Select(Fields))
        {
            ulong elements = tensor[1].Aggregate(1UL, (product, extent) => product * (ulong)extent);

            Assert.Equal(1UL, tensor[2].Single());
            Assert.Equal(4 * elements, (ulong)((ByteString)tensor[9].Single()).Length);
        }
    }

    [Fact]
    public void Input_is_a_batch_of_windows()
    {
        ILookup<int, object> input = Fields(Graph()[11].Single());
        ILookup<int, object> tensor = Fields(Fields(input[2].Single())[1].Single());
        ILookup<int, object>[] extents = [.. Fields(tensor[2].Single())[1].Select(Fields)];

        Assert.Equal("batch", Text(extents[0][2].Single()));
        Assert.Equal((ulong)VibrationSignals.WindowLength, extents[1][1].Single());
    }

    private static ILookup<int, object> Graph() => Fields(Fields(Model)[7].Single());

    private static string Text(object field) => ((ByteString)field).ToStringUtf8();

    private static ILookup<int, object> Fields(object message) => Fields(((ByteString)message).ToByteArray());

    private static ILookup<int, object> Fields(byte[] message)
    {
        List<(int Field, object Value)> fields = [];
        using CodedInputStream proto = new(message);
        for (uint tag = proto.ReadTag(); tag != 0; tag = proto.ReadTag())
        {
            object value = WireFormat.GetTagWireType(tag) == WireFormat.WireType.Varint ? proto.ReadUInt64() : proto.ReadBytes();
            fields.Add((WireFormat.GetTagFieldNumber(tag), value));
        }

        return fields.ToLookup(field => field.Field, field => field.Value);
    }
}
