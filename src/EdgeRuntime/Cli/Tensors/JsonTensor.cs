using System.Globalization;
using System.Text.Json;
using EdgeActors.Models.Tensors;
using EdgeActors.NumPy;

namespace EdgeActors.Cli.Tensors;

/// <summary>
/// Tensors as nested JSON arrays of numbers. Fractions may also be <c>"NaN"</c>, <c>"Infinity"</c> and <c>"-Infinity"</c>.
/// </summary>
internal static class JsonTensor
{
    /// <summary>Reads one tensor; its shape is that of the nesting.</summary>
    /// <exception cref="TensorFormatException">Rows differ in length, or a value does not fit the type.</exception>
    public static TensorValue Read(JsonElement json, TensorType type)
    {
        List<int> shape = ShapeOf(json);
        using MemoryStream bytes = new();
        Append(json, shape, depth: 0, type, bytes);
        return new TensorValue(type, shape, bytes.ToArray());
    }

    /// <summary>Writes the elements, nested as the shape says.</summary>
    public static void Write(TensorValue tensor, Utf8JsonWriter json)
    {
        int next = 0;
        WriteLevel(tensor, json, depth: 0, ref next);
    }

    private static List<int> ShapeOf(JsonElement json)
    {
        List<int> shape = [];
        for (JsonElement level = json; level.ValueKind == JsonValueKind.Array; level = level[0])
        {
            shape.Add(level.GetArrayLength());
            if (shape[^1] == 0)
            {
                break;
            }
        }

        return shape;
    }

    private static void Append(JsonElement json, List<int> shape, int depth, TensorType type, MemoryStream bytes)
    {
        if (depth == shape.Count)
        {
            Append(json, type, bytes);
            return;
        }

        if (json.ValueKind != JsonValueKind.Array || json.GetArrayLength() != shape[depth])
        {
            throw new TensorFormatException($"its rows differ: level {depth + 1} should always be a list of {shape[depth]}");
        }

        foreach (JsonElement element in json.EnumerateArray())
        {
            Append(element, shape, depth + 1, type, bytes);
        }
    }

    private static void Append(JsonElement json, TensorType type, MemoryStream bytes)
    {
        Span<byte> element = stackalloc byte[type.ByteSize()];
        if (TensorElements.IsFloat(type) && TryFraction(json, out double fraction))
        {
            TensorElements.Write(type, fraction, element);
        }
        else if (TensorElements.IsFloat(type) || json.ValueKind != JsonValueKind.Number || !json.TryGetInt64(out long integer)
            || !TensorElements.TryWrite(type, integer, element))
        {
            string text = json.GetRawText();
            throw new TensorFormatException($"{(text.Length <= 40 ? text : text[..40] + "…")} is no value of type {type.WireName()}");
        }

        bytes.Write(element);
    }

    private static bool TryFraction(JsonElement json, out double value)
    {
        value = 0;
        return json.ValueKind switch
        {
            JsonValueKind.Number => json.TryGetDouble(out value),
            JsonValueKind.String when json.GetString() is "NaN" or "Infinity" or "-Infinity" =>
                double.TryParse(json.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out value),
            _ => false,
        };
    }

    private static void WriteLevel(TensorValue tensor, Utf8JsonWriter json, int depth, ref int next)
    {
        if (depth == tensor.Shape.Count)
        {
            WriteElement(tensor, json, next++);
            return;
        }

        json.WriteStartArray();
        for (int i = 0; i < tensor.Shape[depth]; i++)
        {
            WriteLevel(tensor, json, depth + 1, ref next);
        }

        json.WriteEndArray();
    }

    private static void WriteElement(TensorValue tensor, Utf8JsonWriter json, int index)
    {
        if (!TensorElements.IsFloat(tensor.Type))
        {
            json.WriteNumberValue(tensor.ReadInteger(index));
            return;
        }

        double value = tensor.Read(index);
        if (!double.IsFinite(value))
        {
            json.WriteStringValue(value.ToString(CultureInfo.InvariantCulture));
        }
        else if (tensor.Type == TensorType.Float64)
        {
            json.WriteNumberValue(value);
        }
        else
        {
            // As a float the shortest text that reads back the same, not the digits of its widening.
            json.WriteNumberValue((float)value);
        }
    }
}
