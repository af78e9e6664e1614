using EdgeActors.Models.Tensors;

namespace EdgeActors.Engines.Onnx.Loading;

/// <summary>ONNX element types: which of them the protocol has a code for, and what the others are called.</summary>
internal static class TensorElementType
{
    private static readonly string[] Names =
    [
        "undefined", "float32", "uint8", "int8", "uint16", "int16", "int32", "int64", "string", "bool", "float16", "float64", "uint32", "uint64",
        "complex64", "complex128", "bfloat16", "float8e4m3fn", "float8e4m3fnuz", "float8e5m2", "float8e5m2fnuz", "uint4", "int4",
        "float4e2m1", "float8e8m0", "uint2", "int2",
    ];

    /// <summary>The protocol's type of an ONNX element type; null when it has none.</summary>
    public static TensorType? ToProtocol(int onnx) => onnx switch
    {
        1 => TensorType.Float32,
        2 => TensorType.UInt8,
        5 => TensorType.Int16,
        6 => TensorType.Int32,
        7 => TensorType.Int64,
        10 => TensorType.Float16,
        11 => TensorType.Float64,
        _ => null,
    };

    /// <summary>The ONNX element type of a type of the protocol.</summary>
    public static int FromProtocol(TensorType type) => type switch
    {
        TensorType.Float32 => 1,
        TensorType.UInt8 => 2,
        TensorType.Int16 => 5,
        TensorType.Int32 => 6,
        TensorType.Int64 => 7,
        TensorType.Float16 => 10,
        TensorType.Float64 => 11,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "not a tensor type of the device API"),
    };

    /// <summary>The type's name for people, for example <c>bfloat16</c>.</summary>
    public static string Name(int onnx) => onnx >= 0 && onnx < Names.Length ? Names[onnx] : $"element type {onnx}";
}
