using EdgeActors.Engines.Dlr;
using EdgeActors.Models.Tensors;
using EdgeActors.Specs.DlrStandIn;

namespace EdgeActors.Specs.Engines.Dlr;

[Collection(DlrSuite.Name)]
public sealed class DlrSignatureSpecs
{
    private const string Metadata = """
        {
          "Requirements": { "TargetDeviceType": "cpu" },
          "Model": {
            "Inputs": [{ "name": "data", "dtype": "float32", "shape": [1, 4] }],
            "Outputs": [{ "name": "scores", "dtype": "float32", "shape": [1, 4] }]
          }
        }
        """;

    // As TVM writes it: the weight stands before the input.
    private const string WeightFirst = """
        {
          "nodes": [{ "op": "null", "name": "p0" }, { "op": "null", "name": "data" }, { "op": "tvm_op", "name": "dense" }],
          "arg_nodes": [0, 1], "node_row_ptr": [0, 1, 2, 3],
          "attrs": { "dltype": ["list_str", ["int32", "float32", "float32"]], "shape": ["list_shape", [[3, 4], [1, 4], [1, 4]]] }
        }
        """;

    [StandInFact]
    public void Names_come_from_the_metadata()
    {
        using DlrScene scene = new();
        using DlrSession session = scene.Load("m", DlrScene.Doubling, Metadata);

        Assert.Equal(new TensorName("scores"), session.Outputs[0].Name);
        Assert.Equal(new TensorSpec(new TensorName("data"), TensorType.Float32, [1, 4]).ToString(), session.Inputs[0].ToString());
    }

    [StandInFact]
    public void Outputs_without_a_name_are_numbered()
    {
        using DlrScene scene = new();
        using DlrSession session = scene.Load("m", DlrScene.Doubling + "output more int64 2\n");

        Assert.Equal(["output_0", "output_1"], session.Outputs.Select(output => output.Name.ToString()));
        Assert.Equal([TensorType.Float32, TensorType.Int64], session.Outputs.Select(output => output.Type));
    }

    [StandInTheory]
    [InlineData(null)]
    [InlineData(Metadata)]
    public void A_weight_before_the_input_does_not_lend_it_its_shape(string? metadata)
    {
        using DlrScene scene = new();
        using DlrSession session = scene.Load("m", DlrScene.Doubling + "weight int32 3 4\n", metadata, WeightFirst);

        Assert.Equal([1, 4], session.Inputs[0].Shape.ToArray());
        Assert.Equal(TensorType.Float32, session.Inputs[0].Type);
        Assert.Equal([2f, 4f, 6f, 8f], session.Answer(1, 2, 3, 4));
    }

    [StandInTheory]
    [InlineData("\"shape\": [1, 4]", "\"shape\": [1, 5]", "is [1, 4] in the graph and [1, 5] in the metadata")]
    [InlineData("\"dtype\": \"float32\", \"shape\": [1, 4] }],", "\"dtype\": \"uint8\", \"shape\": [1, 4] }],", "is float32 in the graph and uint8 in the metadata")]
    public void Files_that_contradict_each_other_are_refused(string said, string instead, string told)
    {
        using DlrScene scene = new();
        int at = Metadata.IndexOf(said, StringComparison.Ordinal);
        string metadata = Metadata[..at] + instead + Metadata[(at + said.Length)..];

        Assert.Contains(told, scene.Refused(scene.Model("m", DlrScene.Doubling, metadata, WeightFirst)), StringComparison.Ordinal);
    }

    [StandInFact]
    public void Another_view_of_as_many_elements_is_the_metadatas_to_choose()
    {
        using DlrScene scene = new();
        using DlrSession session = scene.Load("m", DlrScene.Doubling, Metadata.Replace("[1, 4]", "[2, 2]", StringComparison.Ordinal), WeightFirst);

        Assert.Equal([2, 2], session.Inputs[0].Shape.ToArray());
        session.Start([1, 2, 3, 4], [2, 2]).Dispose();
    }

    [StandInTheory]
    [InlineData("input data int8 1 4\noutput y float32 1", "input 'data' is of type int8")]
    [InlineData("input data uint16 1 4\noutput y float32 1", "input 'data' is of type uint16")]
    [InlineData("input data float32 1 4\noutput y bool 1", "output 'output_0' is of type bool")]
    [InlineData("input input json 1\noutput y float32 1", "input 'input' goes through a data transform that takes JSON text")]
    [InlineData("input data float32 1 4\noutput y json 1", "output 'output_0' goes through a data transform that gives JSON text")]
    [InlineData("input data float32 -7 4\noutput y float32 1", "input 'data' has the shape [-7, 4], which is none")]
    [InlineData("input data float32 3000000000\noutput y float32 1", "input 'data' has the shape [3000000000], which is none")]
    public void What_the_protocol_cannot_carry_is_refused_by_name(string description, string told)
    {
        using DlrScene scene = new();

        Assert.Contains(told, scene.Refused(scene.Model("m", description)), StringComparison.Ordinal);
    }

    [StandInTheory]
    [InlineData("cpu", 1)]
    [InlineData("gpu", 2)]
    [InlineData("opencl", 4)]
    public void The_device_comes_from_the_metadata(string name, int number)
    {
        using DlrScene scene = new();

        scene.Load("m", DlrScene.Doubling, $$"""{ "Requirements": { "TargetDeviceType": "{{name}}" } }""").Dispose();

        Assert.Equal(number, scene.Counted("LastDevice"));
    }

    [StandInTheory]
    [InlineData("""{ "Requirements": { "TargetDeviceType": "CPU" } }""", "TargetDeviceType is 'CPU'")]
    [InlineData("""{ "Requirements": """, "it is no JSON")]
    public void Metadata_that_cannot_be_used_are_refused(string metadata, string told)
    {
        using DlrScene scene = new();

        Assert.Contains(told, scene.Refused(scene.Model("m", DlrScene.Doubling, metadata)), StringComparison.Ordinal);
    }

    [StandInTheory]
    [InlineData("""{ "Model": { "SparseInput": "0" } }""")]
    [InlineData("""{ "Model": [], "Requirements": 7 }""")]
    [InlineData("""{ "Model": { "Inputs": [{}, 1, { "name": 3 }], "Outputs": { "0": 1 } } }""")]
    public void Metadata_without_tensors_do_no_harm(string metadata)
    {
        using DlrScene scene = new();
        using DlrSession session = scene.Load("m", DlrScene.Doubling, metadata);

        Assert.Equal("output_0", session.Outputs[0].Name.ToString());
        Assert.Equal([2f, 4f, 6f, 8f], session.Answer(1, 2, 3, 4));
    }
}
