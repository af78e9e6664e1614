using System.Runtime.InteropServices;
using EdgeActors.Models.Engine;
using EdgeActors.Models.Tensors;
using static EdgeActors.Specs.Engines.Onnx.Loading.OnnxBytes;

namespace EdgeActors.Specs.Engines.Onnx;

/// <summary>Inputs are freed before an answer is sent, so no output may lie in an input's memory, even of a model that changes nothing.</summary>
[Collection(OnnxSuite.Name)]
public sealed class OutputMemorySpecs : IDisposable
{
    private readonly OnnxFixture _onnx;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("edgeactors-specs-");

    public OutputMemorySpecs(OnnxFixture onnx) => _onnx = onnx;

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("Identity")]
    [InlineData("Dropout")]
    [InlineData("Flatten")]
    [InlineData("Abs")]
    public void Outputs_stay_right_when_the_inputs_are_overwritten(string operation)
    {
        float[] given = [.. Enumerable.Range(1, 1000)];
        float[] input = GC.AllocateArray<float>(given.Length, pinned: true);
        given.CopyTo(input, 0);
        using IModelSession session = Load(Field(1, Text(1, "x"), Text(2, "y"), Text(4, operation)), "y");

        using IInferenceResult result = session.Run([Bind(input)], default);
        Array.Fill(input, float.NaN);

        Assert.Equal(given, MemoryMarshal.Cast<byte, float>(result.Outputs[0].Bytes()).ToArray());
    }

    [Fact]
    public void Output_that_is_the_input_itself_stays_right_too()
    {
        float[] given = [.. Enumerable.Range(1, 1000)];
        float[] input = GC.AllocateArray<float>(given.Length, pinned: true);
        given.CopyTo(input, 0);
        using IModelSession session = Load([], "x");

        using IInferenceResult result = session.Run([Bind(input)], default);
        Array.Fill(input, float.NaN);

        Assert.Equal(given, MemoryMarshal.Cast<byte, float>(result.Outputs[0].Bytes()).ToArray());
    }

    private static BoundTensor Bind(float[] pinned) => new(
        TensorType.Float32, [pinned.Length], Marshal.UnsafeAddrOfPinnedArrayElement(pinned, 0), pinned.Length * sizeof(float));

    /// <summary>Loads a network of one node, or none, from the input x of any length; IR 8, operator set 13.</summary>
    private IModelSession Load(byte[] node, string output)
    {
        byte[] floats = [0x08, 1];
        byte[] anyLength = Field(2, Field(1, Text(2, "N")));
        byte[] input = Field(11, Text(1, "x"), Field(2, Field(1, floats, anyLength)));
        byte[] outputs = Field(12, Text(1, output), Field(2, Field(1, output == "x" ? [.. floats, .. anyLength] : floats)));
        byte[] model = [0x08, 8, .. Field(8, [0x10, 13]), .. Field(7, node, Text(2, "g"), input, outputs)];
        File.WriteAllBytes(Path.Combine(_folder.FullName, "model.onnx"), model);
        return _onnx.Engine.Load(_folder.FullName, CancellationToken.None);
    }
}
