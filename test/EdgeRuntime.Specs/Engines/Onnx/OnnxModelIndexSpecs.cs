using EdgeActors.Models;
using EdgeActors.Models.Engine;
using EdgeActors.Models.Tensors;
using EdgeActors.Specs.SharedModels;

namespace EdgeActors.Specs.Engines.Onnx;

/// <summary>The whole set of models with known answers, straight through the engine.</summary>
[Collection(OnnxSuite.Name)]
public sealed class OnnxModelIndexSpecs(OnnxFixture onnx)
{
    public static TheoryData<string> Working => Folders(Expected.Ok);

    public static TheoryData<string> Unsupported => Folders(Expected.Unsupported);

    public static TheoryData<string> Bad => Folders(Expected.Bad);

    [ModelsTheory]
    [MemberData(nameof(Working))]
    public void Model_gives_the_known_answer(string folder)
    {
        ModelEntry entry = ModelIndex.Entry(folder);
        using IModelSession session = onnx.Engine.Load(entry.Path, CancellationToken.None);
        if (entry.Inputs is null)
        {
            Assert.NotEmpty(session.Outputs);
            return;
        }

        using IInferenceResult result = session.Run(entry);

        Assert.Equal(session.Outputs.Length, result.Outputs.Length);
        foreach (IndexedTensor want in entry.Outputs!)
        {
            ResultTensor got = result.Outputs.ToArray().Single(output => output.Name.Equals(new TensorName(want.Name)));
            Assert.Equal(want.Type, got.Type);
            Assert.Equal(want.Shape, got.Shape);
            Assert.Null(TensorComparison.Difference(got.Type, got.Bytes(), entry.Bytes(want), entry.RelativeTolerance, entry.AbsoluteTolerance));
        }
    }

    [ModelsTheory]
    [MemberData(nameof(Unsupported))]
    public void Model_with_a_type_that_the_protocol_lacks_is_refused(string folder)
    {
        ModelEntry entry = ModelIndex.Entry(folder);

        ModelFault fault = Assert.Throws<ModelFaultException>(() =>
        {
            using IModelSession session = onnx.Engine.Load(entry.Path, CancellationToken.None);
            session.Run([]).Dispose();
        }).Fault;

        Assert.Equal(FaultCode.FailedPrecondition, fault.Code);
        AssertReadable(fault.Message, entry);
    }

    [ModelsTheory]
    [MemberData(nameof(Bad))]
    public void Bad_model_is_refused_at_load(string folder)
    {
        ModelEntry entry = ModelIndex.Entry(folder);

        ModelFault fault = Assert.Throws<ModelFaultException>(() => onnx.Engine.Load(entry.Path, CancellationToken.None)).Fault;

        Assert.Equal(FaultCode.FailedPrecondition, fault.Code);
        AssertReadable(fault.Message, entry);
    }

    private static void AssertReadable(string message, ModelEntry entry)
    {
        string words = message.Replace(entry.Path, string.Empty, StringComparison.Ordinal);
        Assert.DoesNotContain("::", words, StringComparison.Ordinal);
        Assert.DoesNotContain("onnxruntime", words, StringComparison.Ordinal);
        Assert.DoesNotContain(".cc", words, StringComparison.Ordinal);
        Assert.EndsWith(".", message, StringComparison.Ordinal);
    }

    private static TheoryData<string> Folders(Expected expected) => ModelIndex.Absent is null
        ? [.. ModelIndex.Entries.Where(entry => entry.Expected == expected).Select(entry => entry.Folder)]
        : [];
}
