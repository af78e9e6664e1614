using System.Text.Json;
using EdgeActors.Configuration.Catalogue;
using EdgeActors.Storage.Files;

namespace EdgeActors.Configuration.Layers;

/// <summary>A configuration file: one JSON object with the component's parameters, the old agent's keys or this agent's own.</summary>
/// <param name="path">The file.</param>
internal sealed class FileSource(string path) : IParameterSource
{
    /// <summary>Bytes that a configuration file may have.</summary>
    public const int MaxBytes = 1 << 20;

    /// <summary>The file.</summary>
    public string Path => path;

    /// <inheritdoc />
    public string Name => $"file {path}";

    /// <inheritdoc />
    public SourceReading Read()
    {
        try
        {
            FileInfo file = new(path);
            return file.Exists && file.Length > MaxBytes
                ? Unusable(path, $"has {file.Length} bytes and may have {MaxBytes}", "give the agent's own parameter file")
                : Parse(File.ReadAllBytes(path), path);
        }
        catch (Exception exception) when (UnreadableFile.Is(exception))
        {
            return Unusable(path, $"cannot be read: {UnreadableFile.Why(path, exception)}", "check the path and its permissions");
        }
    }

    /// <summary>As <see cref="Read"/>, from bytes.</summary>
    public static SourceReading Parse(ReadOnlyMemory<byte> json, string path)
    {
        ReadOnlyMemory<byte> text = json.Span.StartsWith("\uFEFF"u8) ? json[3..] : json;
        try
        {
            using JsonDocument document = JsonDocument.Parse(text);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? new SourceReading(
                    $"file {path}", NameStyle.Key, [.. NamedValue.Of(document.RootElement).Where(value => value.Name != ParameterSchema.Keyword)])
                : Unusable(path, "is not a JSON object", "write { \"UnixSocketName\": \"/tmp/agent.sock\" } or the like");
        }
        catch (JsonException exception)
        {
            string place = $"line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1}";
            return Unusable(path, $"is not JSON: it goes wrong at {place}", "repair it there or leave -c out");
        }
        catch (InvalidOperationException)
        {
            // What JSON allows and no text can hold: half of a surrogate pair.
            return Unusable(path, "holds a text that is no Unicode", "write every character whole");
        }
    }

    private static SourceReading Unusable(string path, string rule, string fix) =>
        new($"file {path}", NameStyle.Key, [], new ConfigurationFault("configuration file", path, rule, fix));
}
