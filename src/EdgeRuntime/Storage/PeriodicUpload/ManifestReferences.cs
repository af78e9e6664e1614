using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace EdgeActors.Storage.PeriodicUpload;

/// <summary>A manifest as it goes to the cloud.</summary>
/// <param name="Content">Its bytes.</param>
/// <param name="Keys">Keys that its records refer to.</param>
internal sealed record RewrittenManifest(ReadOnlyMemory<byte> Content, IReadOnlyList<string> Keys);

/// <summary>Makes references into the capture folder references into the cloud; every other byte stays as it was.</summary>
internal static class ManifestReferences
{
    /// <summary>Rewrites a manifest. A line that is no JSON, or whose reference is no text, goes as it is.</summary>
    /// <param name="manifest">JSON lines.</param>
    /// <param name="from">What references into the capture folder begin with, the slash before the key included.</param>
    /// <param name="referenceTo">The new reference for a key.</param>
    public static RewrittenManifest Rewrite(ReadOnlyMemory<byte> manifest, string from, Func<string, string> referenceTo)
    {
        ArrayBufferWriter<byte> output = new(manifest.Length + 1);
        List<string> keys = [];
        while (!manifest.IsEmpty)
        {
            int end = manifest.Span.IndexOf((byte)'\n');
            ReadOnlyMemory<byte> line = end < 0 ? manifest : manifest[..(end + 1)];
            manifest = manifest[line.Length..];
            try
            {
                Line(line.Span, from, referenceTo, output, keys);
            }
            catch (Exception e) when (e is JsonException or InvalidOperationException)
            {
                // Bytes that are no UTF-8 and lone surrogates are no JsonException. The reader of the cloud's copy shall see what the reader
                // of the folder sees.
                output.Write(line.Span);
            }
        }

        return new RewrittenManifest(output.WrittenMemory, keys);
    }

    private static void Line(
        ReadOnlySpan<byte> line, string from, Func<string, string> referenceTo, ArrayBufferWriter<byte> output, List<string> keys)
    {
        Utf8JsonReader json = new(line);
        List<(int Start, int End, string Key)> found = [];
        bool isReference = false;
        while (json.Read())
        {
            if (isReference && json.TokenType == JsonTokenType.String && json.GetString() is { } reference
                && reference.StartsWith(from, StringComparison.Ordinal))
            {
                found.Add(((int)json.TokenStartIndex, (int)json.BytesConsumed, reference[from.Length..]));
            }

            isReference = json.TokenType == JsonTokenType.PropertyName && json.ValueTextEquals("data-ref"u8);
        }

        int copied = 0;
        foreach ((int start, int end, string key) in found)
        {
            output.Write(line[copied..start]);
            JsonEncodedText text = JsonEncodedText.Encode(referenceTo(key), JavaScriptEncoder.UnsafeRelaxedJsonEscaping);
            output.Write(Encoding.UTF8.GetBytes($"\"{text}\""));
            keys.Add(key);
            copied = end;
        }

        output.Write(line[copied..]);
    }
}
