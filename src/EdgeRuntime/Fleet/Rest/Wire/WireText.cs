using System.Buffers;
using System.Text.Json;

namespace EdgeActors.Fleet.Rest.Wire;

/// <summary>Writes messages.</summary>
internal static class WireText
{
    /// <summary>A message of one object; <paramref name="members"/> fills it.</summary>
    public static ReadOnlyMemory<byte> Of(Action<Utf8JsonWriter> members)
    {
        ArrayBufferWriter<byte> bytes = new();
        using (Utf8JsonWriter json = new(bytes))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }

        return bytes.WrittenMemory;
    }

    /// <summary>A moment as the wire has it: seconds since 1970, with milliseconds behind the point.</summary>
    public static void WriteTime(this Utf8JsonWriter json, string name, DateTimeOffset time) =>
        json.WriteNumber(name, time.ToUnixTimeMilliseconds() / 1000m);

    /// <summary>A text, left out when it is empty: the wire has no empty names.</summary>
    public static void WriteGiven(this Utf8JsonWriter json, string name, string text)
    {
        if (text.Length > 0)
        {
            json.WriteString(name, text);
        }
    }

    /// <summary>A list of objects.</summary>
    public static void WriteList<T>(this Utf8JsonWriter json, string name, IEnumerable<T> items, Action<Utf8JsonWriter, T> members)
    {
        json.WriteStartArray(name);
        foreach (T item in items)
        {
            json.WriteStartObject();
            members(json, item);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
