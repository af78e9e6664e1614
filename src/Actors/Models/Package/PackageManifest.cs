using System.Text.Json;

namespace EdgeActors.Models.Package;

/// <summary>
/// What a model's package says of itself, in the file <c>sagemaker_edge_manifest</c> (older tools write <c>sagemaker_edge.manifest</c>)
/// beside the model. Everything is optional: a folder without it, or with one that cannot be read, is a model all the same.
/// </summary>
/// <param name="Name"><c>metadata.model_name</c>: 1 to 256 characters without control characters; null when it says none.</param>
/// <param name="Version"><c>metadata.model_version</c>: 1 to 64 such characters; null when it says none.</param>
public sealed record PackageManifest(string? Name, string? Version)
{
    /// <summary>Bytes that a manifest may have; a larger one is passed over.</summary>
    public const int MaxBytes = 1 << 20;

    /// <summary>Characters of the longest name.</summary>
    public const int LongestName = 256;

    /// <summary>Characters of the longest version.</summary>
    public const int LongestVersion = 64;

    private static readonly JsonDocumentOptions Lenient = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    /// <summary>Names that the file may have, the one that is read first before the older one.</summary>
    public static IReadOnlyList<string> FileNames { get; } = ["sagemaker_edge_manifest", "sagemaker_edge.manifest"];

    /// <summary>Nothing is known.</summary>
    public static PackageManifest None { get; } = new(null, null);

    /// <summary>Reads the manifest of <paramref name="folder"/>; <see cref="None"/> when there is none that can be read. Blocks.</summary>
    public static PackageManifest Read(string folder)
    {
        foreach (string name in FileNames)
        {
            FileInfo file = new(Path.Combine(folder, name));
            // Pipes and devices have no length, and waiting for one would never end.
            if (file.Exists && file.Length is > 0 and <= MaxBytes)
            {
                return Parse(file);
            }
        }

        return None;
    }

    /// <summary>As <see cref="Read"/>, from bytes.</summary>
    public static PackageManifest Parse(ReadOnlyMemory<byte> json)
    {
        ReadOnlyMemory<byte> text = json.Span.StartsWith("\uFEFF"u8) ? json[3..] : json;
        try
        {
            using JsonDocument document = JsonDocument.Parse(text, Lenient);
            return document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("metadata", out JsonElement metadata)
                && metadata.ValueKind == JsonValueKind.Object
                    ? new PackageManifest(Text(metadata, "model_name", LongestName), Text(metadata, "model_version", LongestVersion))
                    : None;
        }
        catch (JsonException)
        {
            // The manifest adds a name for people; a model with a broken one serves under its alias.
            return None;
        }
    }

    private static PackageManifest Parse(FileInfo file)
    {
        try
        {
            return Parse(File.ReadAllBytes(file.FullName));
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return None;
        }
    }

    private static string? Text(JsonElement metadata, string key, int longest)
    {
        string text = metadata.TryGetProperty(key, out JsonElement value) && value.ValueKind is JsonValueKind.String or JsonValueKind.Number
            ? Value(value)
            : "";
        return text.Length > 0 && text.Length <= longest && !text.Any(char.IsControl) ? text : null;
    }

    // A text may hold half a surrogate pair by escapes, which JSON allows and no name can have.
    private static string Value(JsonElement value)
    {
        try
        {
            return value.ToString();
        }
        catch (InvalidOperationException)
        {
            return "";
        }
    }
}
