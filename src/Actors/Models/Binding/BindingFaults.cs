using System.Globalization;
using EdgeActors.Models.Tensors;

namespace EdgeActors.Models.Binding;

/// <summary>Every refusal of a tensor: which input, what it takes, what came, what to do.</summary>
internal static class BindingFaults
{
    private const string SeeDescribe = "DescribeModel shows what the model takes";

    public static ModelFault Type(InputPlan input, TensorType got) => TensorTypes.IsKnown(got)
        ? Refuse(input, $"the tensor is {TensorText.Name(got)}; convert its elements to {TensorText.Name(input.Spec.Type)}")
        : Refuse(input, $"the tensor has data_type {(int)got}, which is no type of this API; send {TensorText.Name(input.Spec.Type)}");

    public static ModelFault Rank(InputPlan input, IReadOnlyList<int> asked) => input.DeclaredShape.Length == 0
        ? Refuse(input, $"the input is a scalar, but the tensor's shape {TensorText.Shape(asked)} has {asked.Count} extent(s); send an empty shape and {input.ElementSize} bytes")
        : Refuse(input, $"the tensor's shape {TensorText.Shape(asked)} has {asked.Count} extent(s) where {input.DeclaredShape.Length} are needed; {SeeDescribe}");

    public static ModelFault Extent(InputPlan input, IReadOnlyList<int> asked, int at) =>
        Refuse(input, $"the tensor's shape {TensorText.Shape(asked)} has {asked[at]} at position {at} where the model needs {input.DeclaredShape[at]}; {SeeDescribe}");

    public static ModelFault NegativeExtent(InputPlan input, IReadOnlyList<int> asked, int at) =>
        Refuse(input, $"the tensor's shape {TensorText.Shape(asked)} has {asked[at]} at position {at}; send a count, or -1 in one place to have it worked out from the bytes");

    public static ModelFault SeveralOpen(InputPlan input, IReadOnlyList<int> asked) =>
        Refuse(input, $"the shape {TensorText.Shape(asked)} leaves several extents open (-1) and the bytes can tell only one; send the real extents");

    public static ModelFault OpenWithoutSize(InputPlan input, IReadOnlyList<int> asked) =>
        Refuse(input, $"the shape {TensorText.Shape(asked)} leaves an extent open (-1) and the shared-memory handle has size 0; set the size, or send every extent");

    public static ModelFault OpenBesideZero(InputPlan input, IReadOnlyList<int> asked) =>
        Refuse(input, $"the shape {TensorText.Shape(asked)} leaves an extent open (-1) beside an extent of 0, so no byte can tell it; send every extent");

    public static ModelFault NotAMultiple(InputPlan input, IReadOnlyList<int> asked, long step, long got) =>
        Refuse(input, $"the tensor has {got} bytes, which is no multiple of the {step} bytes that one step of the open extent in {TensorText.Shape(asked)} takes; send whole steps");

    public static ModelFault TooLarge(InputPlan input, IReadOnlyList<int> asked) =>
        Refuse(input, $"the tensor's shape {TensorText.Shape(asked)} is larger than any memory; send the real extents");

    public static ModelFault ByteCount(InputPlan input, long[] shape, long needed, TensorData got) => got.IsUpperBound
        ? Refuse(input, $"a tensor of shape {TensorText.Shape(shape)} needs {needed} bytes, but the shared-memory segment has only {got.Length} from that offset on; use a larger segment or a smaller offset")
        : Refuse(input, $"a tensor of shape {TensorText.Shape(shape)} needs {needed} bytes, got {got.Length}; send exactly the bytes of the shape, little-endian and row by row");

    public static ModelFault Misaligned(InputPlan input) =>
        Refuse(input, $"the tensor's first byte is not aligned to its {input.ElementSize}-byte elements; make the shared-memory offset a multiple of {input.ElementSize}");

    private static ModelFault Refuse(InputPlan input, FormattableString fault) =>
        new(FaultCode.InvalidArgument, $"{TensorText.Input(input)}: {fault.ToString(CultureInfo.InvariantCulture)}");
}
