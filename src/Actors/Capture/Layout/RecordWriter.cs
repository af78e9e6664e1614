using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace EdgeActors.Capture.Layout;

/// <summary>How one item of a record goes out: by its bytes, or by where they are.</summary>
/// <param name="Data">The payload when it is embedded.</param>
/// <param name="Reference">Its URI when it is not.</param>
internal readonly record struct RecordItem(ReadOnlyMemory<byte> Data, string? Reference);

/// <summary>
/// Writes the records of a manifest, one line each, in the form that readers of the old agent's data know: keys in alphabetical order,
/// empty arrays present, time in UTC to the second without a zone.
/// </summary>
internal sealed class RecordWriter(LayoutOptions options)
{
    private const int FrameBytes = 512;
    private const int ItemBytes = 192;

    // Leaves base64's plus as it is, but escapes whatever might end a line or command a terminal (C0, C1, U+2028, U+2029).
    private static readonly JsonWriterOptions Form = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, Indented = false };

    /// <summary>About how many bytes the capture's line takes; a guess, from what of it is in memory.</summary>
    public static int SizeOf(CapturedData capture)
    {
        long bytes = FrameBytes;
        foreach (CapturedItem item in capture.Items)
        {
            bytes += ItemBytes + Base64.GetMaxEncodedToUtf8Length(item.Embedded?.Length ?? 0);
        }

        return (int)Math.Min(bytes, int.MaxValue);
    }

    /// <summary>Appends the capture's line.</summary>
    /// <param name="output">The manifest so far.</param>
    /// <param name="capture">The capture.</param>
    /// <param name="items">By index of the capture's items.</param>
    public void Write(ArrayBufferWriter<byte> output, CapturedData capture, ReadOnlySpan<RecordItem> items)
    {
        using (Utf8JsonWriter json = new(output, Form))
        {
            json.WriteStartObject();
            WriteItems(json, "deviceFleetAuxiliaryInputs", CaptureItemKind.AuxiliaryInput, capture, items);
            WriteItems(json, "deviceFleetAuxiliaryOutputs", CaptureItemKind.AuxiliaryOutput, capture, items);
            WriteItems(json, "deviceFleetInputs", CaptureItemKind.InputTensor, capture, items);
            WriteItems(json, "deviceFleetOutputs", CaptureItemKind.OutputTensor, capture, items);
            json.WriteStartObject("eventMetadata");
            WriteText(json, "deviceFleetName", options.FleetName);
            WriteText(json, "deviceId", options.DeviceName);
            WriteText(json, "eventId", capture.CaptureId);
            string time = capture.InferenceTime.UtcDateTime.ToString("yyyy-MM-dd'T'HH':'mm':'ss", CultureInfo.InvariantCulture);
            json.WriteString("inferenceTime", time);
            WriteText(json, "modelName", capture.ModelName);
            WriteText(json, "modelVersion", capture.ModelVersion);
            json.WriteEndObject();
            json.WriteString("eventVersion", "0");
            json.WriteEndObject();
        }

        output.Write("\n"u8);
    }

    private static void WriteItems(Utf8JsonWriter json, string array, CaptureItemKind kind, CapturedData capture, ReadOnlySpan<RecordItem> items)
    {
        json.WriteStartArray(array);
        for (int i = 0; i < items.Length; i++)
        {
            if (capture.Items[i].Kind == kind)
            {
                WriteItem(json, capture.Items[i], items[i]);
            }
        }

        json.WriteEndArray();
    }

    private static void WriteItem(Utf8JsonWriter json, CapturedItem item, RecordItem written)
    {
        json.WriteStartObject();
        if (written.Reference is { } reference)
        {
            WriteText(json, "data-ref", reference);
        }
        else if (item.IsBase64 && Base64.IsValid(written.Data.Span))
        {
            json.WriteString("data", written.Data.Span);
        }
        else
        {
            // Also what a client called BASE64 and is not: a reader can decode every "data".
            json.WriteBase64String("data", written.Data.Span);
        }

        json.WriteString("encoding", written.Reference is null ? "BASE64" : "NONE");
        json.WriteString("mode", item.Kind is CaptureItemKind.InputTensor or CaptureItemKind.AuxiliaryInput ? "Input" : "Output");
        WriteText(json, "name", item.Name);
        WriteText(json, "observedContentType", item.ContentType);
        json.WriteEndObject();
    }

    // By way of bytes, because the JSON writer throws on half a surrogate pair where this replaces it.
    private static void WriteText(Utf8JsonWriter json, string name, string text) => json.WriteString(name, Encoding.UTF8.GetBytes(text).AsSpan());
}
