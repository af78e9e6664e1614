using System.Diagnostics.CodeAnalysis;

namespace EdgeActors.Models.Tensors;

/// <summary>
/// Element types that a tensor can have on the device socket. The values are those of the wire enum
/// <c>AWS.SageMaker.Edge.DataType</c>; there is no code for int8, uint16, bool or string.
/// </summary>
public enum TensorType
{
    /// <summary>Unsigned 8-bit integer, 1 byte.</summary>
    UInt8 = 0,

    /// <summary>Signed 16-bit integer, 2 bytes.</summary>
    Int16 = 1,

    /// <summary>Signed 32-bit integer, 4 bytes.</summary>
    Int32 = 2,

    /// <summary>Signed 64-bit integer, 8 bytes.</summary>
    Int64 = 3,

    /// <summary>IEEE 754 half precision, 2 bytes.</summary>
    Float16 = 4,

    /// <summary>IEEE 754 single precision, 4 bytes.</summary>
    Float32 = 5,

    /// <summary>IEEE 754 double precision, 8 bytes.</summary>
    Float64 = 6,
}

/// <summary>Sizes and wire names of <see cref="TensorType"/>.</summary>
public static class TensorTypes
{
    /// <summary>Whether <paramref name="type"/> is one of the seven codes; a wire enum may hold any number.</summary>
    public static bool IsKnown(TensorType type) => type is >= TensorType.UInt8 and <= TensorType.Float64;

    /// <summary>Bytes of one element.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The code is not one of the seven.</exception>
    public static int ByteSize(this TensorType type) => type switch
    {
        TensorType.UInt8 => 1,
        TensorType.Int16 or TensorType.Float16 => 2,
        TensorType.Int32 or TensorType.Float32 => 4,
        TensorType.Int64 or TensorType.Float64 => 8,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "not a tensor type of the device API"),
    };

    /// <summary>The name on the wire, for example <c>FLOAT32</c>.</summary>
    [SuppressMessage("Globalization", "CA1308", Justification = "upper case is the wire's spelling")]
    public static string WireName(this TensorType type) => type.ToString().ToUpperInvariant();
}
