using System.Text.Json;
using EdgeActors.Configuration.Capture;

namespace EdgeActors.Configuration;

/// <summary>What the agent uses of a configuration file.</summary>
/// <param name="UnixSocketName">Where to listen, or null when the file does not say.</param>
/// <param name="LogVerbose">Whether to log for debugging; false when the file does not say.</param>
/// <param name="Warnings">What is odd but does no harm, one sentence each.</param>
internal sealed record ConfigurationFile(string? UnixSocketName, bool LogVerbose, IReadOnlyList<string> Warnings)
{
    /// <summary>Bytes that a configuration file may have.</summary>
    public const int MaxBytes = 1 << 20;

    /// <summary>What holds without a file.</summary>
    public static ConfigurationFile None { get; } = new(null, LogVerbose: false, []);

    /// <summary>What is done with captured data.</summary>
    public CaptureSettings Capture { get; init; } = new();

    /// <summary>Reads the component's parameters, or the old agent's keys, from a JSON file.</summary>
    /// <param name="path">The file; null for none, so that only flags and environment speak.</param>
    /// <param name="reader">Has taken the flags already.</param>
    /// <exception cref="ConfigurationException">The file cannot be read, or one or more parameters are at fault.</exception>
    public static ConfigurationFile Read(string? path, ParameterReader reader)
    {
        if (path is null)
        {
            return reader.Result();
        }

        try
        {
            FileInfo file = new(path);
            if (file.Exists && file.Length > MaxBytes)
            {
                throw Unusable(path, $"has {file.Length} bytes and may have {MaxBytes}", "give the agent's own parameter file");
            }

            return Parse(File.ReadAllBytes(path), path, reader);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Unusable(path, $"cannot be read: {exception.Message}", "check the path and its permissions");
        }
    }

    /// <summary>As <see cref="Read"/>, from bytes; <paramref name="source"/> is for the messages.</summary>
    public static ConfigurationFile Parse(ReadOnlyMemory<byte> json, string source, ParameterReader reader)
    {
        ReadOnlyMemory<byte> text = json.Span.StartsWith("\uFEFF"u8) ? json[3..] : json;
        try
        {
            using JsonDocument document = JsonDocument.Parse(text);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                throw Unusable(source, "is not a JSON object", "write { \"UnixSocketName\": \"/tmp/agent.sock\" } or the like");
            }

            foreach (JsonProperty property in document.RootElement.EnumerateObject())
            {
                reader.Read(property);
            }

            return reader.Result();
        }
        catch (JsonException exception)
        {
            string place = $"line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1}";
            throw Unusable(source, $"is not JSON: it goes wrong at {place}", "repair it there or leave -c out");
        }
    }

    private static ConfigurationException Unusable(string path, string rule, string fix) =>
        new([new ConfigurationFault("configuration file", path, rule, fix)]);
}
