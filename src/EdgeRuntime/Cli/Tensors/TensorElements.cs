using System.Buffers.Binary;
using System.Globalization;
using EdgeActors.Models.Tensors;
using EdgeActors.NumPy;

namespace EdgeActors.Cli.Tensors;

/// <summary>Reads and writes single elements of little-endian tensor bytes.</summary>
internal static class TensorElements
{
    /// <summary>Element <paramref name="index"/> as a double; very large int64 values lose their last digits.</summary>
    public static double Read(this TensorValue tensor, int index) =>
        tensor.Type == TensorType.Int64 ? tensor.ReadInteger(index) : ReadNarrow(tensor.Type, tensor.At(index));

    /// <summary>Element <paramref name="index"/> of a tensor of integers.</summary>
    public static long ReadInteger(this TensorValue tensor, int index)
    {
        ReadOnlySpan<byte> bytes = tensor.At(index);
        return tensor.Type == TensorType.Int64 ? BinaryPrimitives.ReadInt64LittleEndian(bytes) : (long)ReadNarrow(tensor.Type, bytes);
    }

    /// <summary>Element <paramref name="index"/> for people.</summary>
    public static string ReadText(this TensorValue tensor, int index) => IsFloat(tensor.Type)
        ? tensor.Read(index).ToString("0.######", CultureInfo.InvariantCulture)
        : tensor.ReadInteger(index).ToString(CultureInfo.InvariantCulture);

    /// <summary>Whether the type has fractions.</summary>
    public static bool IsFloat(TensorType type) => type is TensorType.Float16 or TensorType.Float32 or TensorType.Float64;

    /// <summary>Writes a fraction to <paramref name="target"/>, rounded to the type.</summary>
    public static void Write(TensorType type, double value, Span<byte> target)
    {
        switch (type)
        {
            case TensorType.Float16:
                BinaryPrimitives.WriteHalfLittleEndian(target, (Half)value);
                break;
            case TensorType.Float32:
                BinaryPrimitives.WriteSingleLittleEndian(target, (float)value);
                break;
            default:
                BinaryPrimitives.WriteDoubleLittleEndian(target, value);
                break;
        }
    }

    /// <summary>Writes an integer to <paramref name="target"/>; false when the type cannot hold it.</summary>
    public static bool TryWrite(TensorType type, long value, Span<byte> target)
    {
        switch (type)
        {
            case TensorType.UInt8 when value is >= byte.MinValue and <= byte.MaxValue:
                target[0] = (byte)value;
                return true;
            case TensorType.Int16 when value is >= short.MinValue and <= short.MaxValue:
                BinaryPrimitives.WriteInt16LittleEndian(target, (short)value);
                return true;
            case TensorType.Int32 when value is >= int.MinValue and <= int.MaxValue:
                BinaryPrimitives.WriteInt32LittleEndian(target, (int)value);
                return true;
            case TensorType.Int64:
                BinaryPrimitives.WriteInt64LittleEndian(target, value);
                return true;
            default:
                return false;
        }
    }

    private static ReadOnlySpan<byte> At(this TensorValue tensor, int index) =>
        tensor.Bytes.Span.Slice(index * tensor.Type.ByteSize(), tensor.Type.ByteSize());

    private static double ReadNarrow(TensorType type, ReadOnlySpan<byte> bytes) => type switch
    {
        TensorType.UInt8 => bytes[0],
        TensorType.Int16 => BinaryPrimitives.ReadInt16LittleEndian(bytes),
        TensorType.Int32 => BinaryPrimitives.ReadInt32LittleEndian(bytes),
        TensorType.Float16 => (double)BinaryPrimitives.ReadHalfLittleEndian(bytes),
        TensorType.Float32 => BinaryPrimitives.ReadSingleLittleEndian(bytes),
        _ => BinaryPrimitives.ReadDoubleLittleEndian(bytes),
    };
}
