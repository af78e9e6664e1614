using System.Globalization;
using System.Text;
using EdgeActors.Models.Tensors;

namespace EdgeActors.Models.Binding;

/// <summary>Tensors in words, for messages to people. Bounded, whatever a client sent.</summary>
internal static class TensorText
{
    private const int MostExtents = 12;

    public static string Name(TensorType type) => type switch
    {
        TensorType.UInt8 => "uint8",
        TensorType.Int16 => "int16",
        TensorType.Int32 => "int32",
        TensorType.Int64 => "int64",
        TensorType.Float16 => "float16",
        TensorType.Float32 => "float32",
        TensorType.Float64 => "float64",
        _ => string.Create(CultureInfo.InvariantCulture, $"type code {(int)type}"),
    };

    /// <summary>For example <c>[1,3,224,224]</c>.</summary>
    public static string Shape(IReadOnlyList<int> extents)
    {
        StringBuilder text = new("[");
        for (int i = 0; i < Math.Min(extents.Count, MostExtents); i++)
        {
            text.Append(i == 0 ? "" : ",").Append(CultureInfo.InvariantCulture, $"{extents[i]}");
        }

        return text.Append(extents.Count > MostExtents ? ",…]" : "]").ToString();
    }

    public static string Shape(ReadOnlySpan<long> extents)
    {
        StringBuilder text = new("[");
        for (int i = 0; i < extents.Length; i++)
        {
            text.Append(i == 0 ? "" : ",").Append(CultureInfo.InvariantCulture, $"{extents[i]}");
        }

        return text.Append(']').ToString();
    }

    /// <summary>For example <c>input 'data' (float32[1,3,224,224], 602112 bytes)</c>; no bytes when an extent is open.</summary>
    public static string Input(InputPlan input)
    {
        string bytes = input.FixedLength is { } length ? string.Create(CultureInfo.InvariantCulture, $", {length} bytes") : "";
        return $"input '{input.Spec.Name}' ({Name(input.Spec.Type)}{Shape(input.DeclaredShape)}{bytes})";
    }

    /// <summary>The names of all inputs, quoted, at most sixteen of them.</summary>
    public static string Names(IReadOnlyList<InputPlan> inputs)
    {
        const int most = 16;
        string names = string.Join(", ", inputs.Take(most).Select(input => $"'{input.Spec.Name}'"));
        return inputs.Count > most ? names + ", …" : names;
    }
}
