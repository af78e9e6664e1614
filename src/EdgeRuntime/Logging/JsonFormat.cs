using System.Text;
using System.Text.Json;

namespace EdgeActors.Logging;

/// <summary>
/// One JSON object per line, in ASCII: <c>time</c>, <c>level</c>, <c>id</c>, <c>name</c>, <c>category</c>, <c>message</c>, <c>values</c> by name and, if there
/// is one, <c>exception</c> with <c>type</c>, <c>message</c> and <c>trace</c>. Texts come back as they were; surrogates without a partner as U+FFFD.
/// </summary>
internal sealed class JsonFormat : ILogFormat
{
    /// <inheritdoc />
    public string Line(LogEntry entry)
    {
        using MemoryStream bytes = new();
        using (Utf8JsonWriter json = new(bytes))
        {
            json.WriteStartObject();
            json.WriteString("time", entry.Time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture));
            json.WriteString("level", entry.LevelName);
            json.WriteNumber("id", entry.Id.Id);
            json.WriteString("name", entry.Id.Name);
            json.WriteString("category", entry.Category);
            json.WriteString("message", Cut(entry.Text, LogEntry.LongestText));
            WriteValues(json, entry.Values);
            WriteException(json, entry.Exception);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
    }

    private static void WriteValues(Utf8JsonWriter json, IReadOnlyList<KeyValuePair<string, object?>> values)
    {
        json.WriteStartObject("values");
        foreach ((string name, object? value) in values)
        {
            json.WritePropertyName(name);
            WriteValue(json, value);
        }

        json.WriteEndObject();
    }

    private static void WriteValue(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case null:
                json.WriteNullValue();
                break;
            case bool truth:
                json.WriteBooleanValue(truth);
                break;
            case byte or sbyte or short or ushort or int or uint or long:
                json.WriteNumberValue(Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture));
                break;
            case ulong large:
                json.WriteNumberValue(large);
                break;
            case double real when double.IsFinite(real):
                json.WriteNumberValue(real);
                break;
            default:
                json.WriteStringValue(Cut(MessageTemplate.Shown(value), LogEntry.LongestText));
                break;
        }
    }

    private static void WriteException(Utf8JsonWriter json, Exception? exception)
    {
        if (exception is null)
        {
            return;
        }

        json.WriteStartObject("exception");
        json.WriteString("type", exception.GetType().FullName);
        json.WriteString("message", Cut(exception.Message, LogEntry.LongestText));
        json.WriteString("trace", Cut(exception.ToString(), LogEntry.LongestTrace));
        json.WriteEndObject();
    }

    private static string Cut(string text, int longest) => text.Length <= longest ? text : text[..(longest - 1)] + '…';
}
