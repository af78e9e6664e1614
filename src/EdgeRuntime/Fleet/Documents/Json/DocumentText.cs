using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace EdgeActors.Fleet.Documents.Json;

/// <summary>Writes documents, the same bytes for the same contents.</summary>
internal static class DocumentText
{
    // Nobody puts these documents into a page; names and reasons are to be read as they are.
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonWriterOptions ForPeople = Plain with { Indented = true, NewLine = "\n" };

    /// <summary>Writes a document and the format before its fields.</summary>
    /// <param name="isForPeople">Whether it is set out over lines; those that devices send by the million are not.</param>
    /// <param name="fields">Writes the other fields.</param>
    /// <exception cref="DocumentFormatException">It is over the limit.</exception>
    public static byte[] Write(bool isForPeople, Action<Utf8JsonWriter> fields)
    {
        ArrayBufferWriter<byte> bytes = new();
        using (Utf8JsonWriter json = new(bytes, isForPeople ? ForPeople : Plain))
        {
            json.WriteStartObject();
            json.WriteString(DocumentRoot.Format, FleetFormat.Current);
            fields(json);
            json.WriteEndObject();
        }

        bytes.Write("\n"u8);
        return bytes.WrittenCount <= FleetFormat.LargestDocument
            ? bytes.WrittenSpan.ToArray()
            : throw DocumentRoot.TooLarge(bytes.WrittenCount, "name fewer devices, or remove what has ended");
    }

    /// <summary>A time in UTC.</summary>
    public static void WriteTime(this Utf8JsonWriter json, string name, DateTimeOffset time) =>
        json.WriteString(name, time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture));

    /// <summary>A time in UTC, left out when there is none.</summary>
    public static void WriteTime(this Utf8JsonWriter json, string name, DateTimeOffset? time)
    {
        if (time is { } known)
        {
            json.WriteTime(name, known);
        }
    }

    /// <summary>A text, left out when it is empty.</summary>
    public static void WriteFilled(this Utf8JsonWriter json, string name, string text)
    {
        if (text.Length > 0)
        {
            json.WriteString(name, text);
        }
    }

    /// <summary>A list of objects.</summary>
    public static void WriteList<T>(this Utf8JsonWriter json, string name, IEnumerable<T> items, Action<Utf8JsonWriter, T> fields)
    {
        json.WriteStartArray(name);
        foreach (T item in items)
        {
            json.WriteStartObject();
            fields(json, item);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
