using EdgeActors.Models.Tensors;

namespace EdgeActors.Engines.Dlr.Loading;

/// <summary>DLR's names of element types.</summary>
internal static class DlrType
{
    /// <summary>What models with a transform of their own take and give instead of numbers.</summary>
    public const string Json = "json";

    /// <summary>The protocol's code for it; null when it has none.</summary>
    public static TensorType? ToProtocol(string name) => name switch
    {
        "uint8" => TensorType.UInt8,
        "int16" => TensorType.Int16,
        "int32" => TensorType.Int32,
        "int64" => TensorType.Int64,
        "float16" => TensorType.Float16,
        "float32" => TensorType.Float32,
        "float64" => TensorType.Float64,
        _ => null,
    };
}
