using System.Runtime.InteropServices;
using EdgeActors.Models.Tensors;

namespace EdgeActors.Specs.SharedModels;

/// <summary>Compares a tensor with the one expected.</summary>
public static class TensorComparison
{
    /// <summary>How the two differ; null when they agree within |got - want| &lt;= absolute + relative * |want|, NaN equal to NaN.</summary>
    public static string? Difference(
        TensorType type, ReadOnlySpan<byte> got, ReadOnlySpan<byte> want, double relative, double absolute)
    {
        if (got.Length != want.Length)
        {
            return $"{got.Length} bytes instead of {want.Length}";
        }

        int elements = want.Length / type.ByteSize();
        for (int i = 0; i < elements; i++)
        {
            (double a, double b) = (Value(type, got, i), Value(type, want, i));
            bool same = a.Equals(b) || Math.Abs(a - b) <= absolute + (relative * Math.Abs(b));
            if (!same)
            {
                return $"element {i} is {a:R} instead of {b:R}";
            }
        }

        return null;
    }

    private static double Value(TensorType type, ReadOnlySpan<byte> bytes, int index) => type switch
    {
        TensorType.UInt8 => bytes[index],
        TensorType.Int16 => MemoryMarshal.Cast<byte, short>(bytes)[index],
        TensorType.Int32 => MemoryMarshal.Cast<byte, int>(bytes)[index],
        TensorType.Int64 => MemoryMarshal.Cast<byte, long>(bytes)[index],
        TensorType.Float16 => (double)MemoryMarshal.Cast<byte, Half>(bytes)[index],
        TensorType.Float32 => MemoryMarshal.Cast<byte, float>(bytes)[index],
        TensorType.Float64 => MemoryMarshal.Cast<byte, double>(bytes)[index],
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "not a tensor type"),
    };
}
