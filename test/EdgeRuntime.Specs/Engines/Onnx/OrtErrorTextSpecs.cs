using EdgeActors.Engines.Onnx;
using EdgeActors.Engines.Onnx.Interop;
using EdgeActors.Models;
using FsCheck;
using FsCheck.Fluent;

namespace EdgeActors.Specs.Engines.Onnx;

/// <summary>The messages are those of ONNX Runtime 1.30.0, gathered from the shared models.</summary>
public sealed class OrtErrorTextSpecs
{
    private const string ModelConstructor =
        "Load model from /m/model.onnx failed:/onnxruntime_src/onnxruntime/core/graph/model.cc:191 onnxruntime::Model::Model(onnx::ModelProto&&, "
        + "const onnxruntime::PathString&, const onnxruntime::IOnnxRuntimeOpSchemaRegistryList*, const onnxruntime::ModelOptions&) ";

    private const string Arena =
        "Non-zero status code returned while running ConstantOfShape node. Name:'secret' Status Message: /onnxruntime_src/onnxruntime/core/framework/"
        + "bfc_arena.cc:360 void* onnxruntime::BFCArena::AllocateRawInternal(size_t, bool, onnxruntime::Stream*) ";

    private const string Output =
        "Non-zero status code returned while running ConstantOfShape node. Name:'secret' Status Message: /onnxruntime_src/onnxruntime/core/framework/"
        + "op_kernel.cc:83 virtual OrtValue* onnxruntime::OpKernelContext::OutputMLValue(int, const onnxruntime::TensorShape&) [ONNXRuntimeError] : 1 : FAIL : ";

    [Theory]
    [InlineData(10, "Load model from /m/model.onnx failed:This is an invalid model. In Node, (\"foo_1\", Foo, \"\", -1) : (\"X\": tensor(float),) -> (\"Y\",) , Error No Op registered for Foo with domain_version of 7", "operator Foo")]
    [InlineData(1, ModelConstructor + "Missing opset in the model. All ModelProtos MUST have at least one entry", "which operator set")]
    [InlineData(1, ModelConstructor + "ModelProto does not have a graph.\n", "no network")]
    [InlineData(1, "/onnxruntime_src/onnxruntime/core/graph/model_load_utils.h:46 void onnxruntime::f() only *guarantees* Opset 314159 is under development", "version 314159")]
    [InlineData(10, "Error No opset import for domain 'test.customop'", "domain 'test.customop'")]
    [InlineData(9, "Could not find an implementation for Add(13) node with name 'add'", "operator Add")]
    [InlineData(1, "Load model from /m/model.onnx failed:Node () Op (Add) [ShapeInferenceError] Incompatible dimensions", "operator Add")]
    [InlineData(1, "Load model from /m/model.onnx failed:Fatal error: ai.onnx.preview.training:Adagrad(-1) is not a registered function/op", "training:Adagrad")]
    [InlineData(7, "Load model from /m/model.onnx failed:Protobuf parsing failed.", "damaged")]
    [InlineData(1, "External data path validation failed for initializer: tensor. Error: tensorprotoutils.cc:461 x", "weights")]
    public void Known_load_errors_are_told_in_our_words(int code, string said, string told)
    {
        ModelFault fault = OrtErrorText.Loading("/m/model.onnx", new OrtException((OrtErrorCode)code, said));

        Assert.Equal(FaultCode.FailedPrecondition, fault.Code);
        Assert.Contains(told, fault.Message, StringComparison.Ordinal);
        AssertClean(fault.Message);
    }

    [Theory]
    [InlineData(Arena + "Available memory of 536870400 is smaller than requested bytes of 1572864000\n", FaultCode.ResourceExhausted, "1,572,864,000 bytes more")]
    [InlineData(Arena + "Failed to allocate memory for requested buffer of size 99", FaultCode.ResourceExhausted, "99 bytes")]
    [InlineData("std::bad_alloc", FaultCode.ResourceExhausted, "not enough memory")]
    [InlineData(Output + "Calculation for Tensor storage size overflowed\n", FaultCode.ResourceExhausted, "than a device can address")]
    [InlineData(Output + "tensor.cc:57 CalculateTensorStorageSize Tensor shape.Size() must be >= 0\n", FaultCode.InvalidArgument, "operator ConstantOfShape")]
    [InlineData("Non-zero status code returned while running Loop node. Name:'' Status Message: Exiting due to terminate flag being set to true.", FaultCode.Cancelled, "ended before")]
    [InlineData("Non-zero status code returned while running Div node. Name:'' Status Message: element_wise_ops.cc:692 Compute Integer division by zero", FaultCode.InvalidArgument, "by zero")]
    [InlineData("Non-zero status code returned while running Reshape node. Name:'n' Status Message: /x/reshape_helper.h:47 onnxruntime::ReshapeHelper::ReshapeHelper() no", FaultCode.InvalidArgument, "operator Reshape")]
    [InlineData("Got invalid dimensions for input: x for the following indices\n index: 0 Got: 3 Expected: 2", FaultCode.InvalidArgument, "declared shapes")]
    [InlineData("something else", FaultCode.Internal, "something else")]
    public void Known_run_errors_get_their_code(string said, FaultCode code, string told)
    {
        ModelFault fault = OrtErrorText.Running(new OrtException(OrtErrorCode.Fail, said));

        Assert.Equal(code, fault.Code);
        Assert.Contains(told, fault.Message, StringComparison.Ordinal);
        Assert.Contains("ONNX Runtime: FAIL", fault.Message, StringComparison.Ordinal);
        AssertClean(fault.Message);
    }

    [Fact]
    public void Running_out_of_memory_at_load_is_no_fault_of_the_model() =>
        Assert.Equal(FaultCode.ResourceExhausted, OrtErrorText.Loading("m", new OrtException(OrtErrorCode.Fail, "std::bad_alloc")).Code);

    [Fact]
    public void Unknown_text_keeps_what_is_safe() => Assert.Equal(
        "This is an invalid model. Subgraph output is an outer scope value",
        OrtErrorText.Clean(ModelConstructor + "This is an invalid model. Subgraph output (dims1_final) is an outer scope value.\n"));

    [Theory]
    [InlineData("cannot open /etc/secret")]
    [InlineData("in onnxruntime::Graph")]
    [InlineData("at 0x7fff1234")]
    public void Unknown_text_that_tells_internals_is_dropped(string said) => Assert.Empty(OrtErrorText.Clean(said));

    [Fact]
    public void Any_text_gives_a_bounded_readable_message() =>
        Check.One(Config.QuickThrowOnFailure, Prop.ForAll(ArbMap.Default.ArbFor<string?>(), text =>
        {
            string message = OrtErrorText.Running(new OrtException(OrtErrorCode.Fail, text ?? string.Empty)).Message;
            return message.Length < 400 && !message.Any(char.IsControl);
        }));

    [Theory]
    [InlineData(10, "INVALID_GRAPH")]
    [InlineData(14, "NOT_FOUND")]
    [InlineData(99, "99")]
    public void Codes_have_the_engines_names(int code, string name) => Assert.Equal(name, OrtErrorText.CodeName((OrtErrorCode)code));

    private static void AssertClean(string message)
    {
        Assert.DoesNotContain("::", message, StringComparison.Ordinal);
        Assert.DoesNotContain("onnxruntime", message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", message, StringComparison.Ordinal);
        Assert.DoesNotContain(".cc", message, StringComparison.Ordinal);
    }
}
