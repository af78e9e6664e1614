using System.Collections.Immutable;
using System.Runtime.InteropServices;
using EdgeActors.Engines.Onnx.Interop;
using EdgeActors.Models;
using EdgeActors.Models.Tensors;

namespace EdgeActors.Engines.Onnx.Loading;

/// <summary>Reads what a session declares of its inputs and outputs, and refuses what the device socket cannot carry.</summary>
internal sealed unsafe class SignatureReader(OrtApi api, nint session, string file)
{
    private const int Tensor = 1;
    private const string InputSide = "input";

    /// <summary>The declared inputs, in order.</summary>
    public ImmutableArray<TensorSpec> Inputs() =>
        Read(InputSide, OrtSlot.SessionGetInputCount, OrtSlot.SessionGetInputName, OrtSlot.SessionGetInputTypeInfo);

    /// <summary>The declared outputs, in order.</summary>
    public ImmutableArray<TensorSpec> Outputs() =>
        Read("output", OrtSlot.SessionGetOutputCount, OrtSlot.SessionGetOutputName, OrtSlot.SessionGetOutputTypeInfo);

    private ImmutableArray<TensorSpec> Read(string side, int countSlot, int nameSlot, int typeSlot)
    {
        nint count = api.Get(countSlot, session);
        ImmutableArray<TensorSpec>.Builder specs = ImmutableArray.CreateBuilder<TensorSpec>((int)count);
        for (nint i = 0; i < count; i++)
        {
            TensorName name = ReadName(nameSlot, i);
            nint info;
            api.Check(((delegate* unmanaged<nint, nint, nint*, nint>)api[typeSlot])(session, i, &info));
            using OrtHandle type = new(api, OrtSlot.ReleaseTypeInfo, info);
            specs.Add(ReadSpec($"{side} '{name}'", name, info));
        }

        return specs.MoveToImmutable();
    }

    private TensorName ReadName(int slot, nint index)
    {
        nint allocator = api.Create(OrtSlot.GetAllocatorWithDefaultOptions);
        byte* text;
        api.Check(((delegate* unmanaged<nint, nint, nint, byte**, nint>)api[slot])(session, index, allocator, &text));
        try
        {
            return new TensorName(MemoryMarshal.CreateReadOnlySpanFromNullTerminated(text));
        }
        finally
        {
            api.Check(((delegate* unmanaged<nint, void*, nint>)api[OrtSlot.AllocatorFree])(allocator, text));
        }
    }

    private TensorSpec ReadSpec(string tensor, TensorName name, nint info)
    {
        int kind = api.GetInt(OrtSlot.GetOnnxTypeFromTypeInfo, info);
        if (kind != Tensor)
        {
            throw NotSupported(tensor, KindName(kind));
        }

        nint shaped = api.Get(OrtSlot.CastTypeInfoToTensorInfo, info);
        int element = api.GetInt(OrtSlot.GetTensorElementType, shaped);
        return TensorElementType.ToProtocol(element) is { } type
            ? new TensorSpec(name, type, ReadShape(tensor, shaped))
            : throw NotSupported(tensor, $"a tensor of {TensorElementType.Name(element)}");
    }

    private ImmutableArray<int> ReadShape(string tensor, nint shaped)
    {
        // An output may leave its rank open, since each answer carries its own shape; an input of any rank cannot be checked.
        if (tensor.StartsWith(InputSide, StringComparison.Ordinal)
            && api.HasUnknownRank && ((delegate* unmanaged<nint, byte>)api[OrtSlot.TensorTypeAndShapeHasShape])(shaped) == 0)
        {
            throw Refused($"its {tensor} declares no rank. Export the model with the number of dimensions given, dynamic ones by name");
        }

        long[] extents = new long[api.Get(OrtSlot.GetDimensionsCount, shaped)];
        fixed (long* first = extents)
        {
            api.Check(((delegate* unmanaged<nint, long*, nuint, nint>)api[OrtSlot.GetDimensions])(shaped, first, (nuint)extents.Length));
        }

        return [.. extents.Select(extent => extent switch
        {
            < 0 => -1,
            <= int.MaxValue => (int)extent,
            _ => throw Refused($"its {tensor} declares a dimension of {extent}, and the device socket carries at most {int.MaxValue}"),
        })];
    }

    private ModelFaultException NotSupported(string tensor, string what) => Refused(
        $"its {tensor} is {what}, which the device socket cannot carry. "
        + $"Supported are tensors of uint8, int16, int32, int64, float16, float32 and float64: export the model with a cast at that {tensor[..tensor.IndexOf(' ', StringComparison.Ordinal)]}");

    private ModelFaultException Refused(string why) => new(FaultCode.FailedPrecondition, $"The model '{file}' cannot be served: {why}.");

    private static string KindName(int kind) => kind switch
    {
        2 => "a sequence",
        3 => "a map",
        4 => "an opaque value",
        5 => "a sparse tensor",
        6 => "an optional value",
        _ => "no tensor",
    };
}
