using System.Text.Json.Serialization;
using EdgeActors.Storage.Files;

namespace EdgeActors.Packages.Downloading;

/// <summary>What is known of a partial download: which version of which object, and how many of its bytes are on stable storage.</summary>
/// <param name="Url">Where it is from.</param>
/// <param name="Version">The version that it began with.</param>
/// <param name="TotalBytes">Size of the whole.</param>
/// <param name="StoredBytes">Bytes that survive a power cut.</param>
/// <param name="Folder">Where the package will be, below <c>models</c>; null when that is not known yet.</param>
internal sealed record DownloadNote(string Url, string Version, long TotalBytes, long StoredBytes, string? Folder)
{
    private const int MostBytes = 16 << 10;

    /// <summary>Whether all bytes are there.</summary>
    [JsonIgnore]
    public bool IsComplete => StoredBytes == TotalBytes;

    /// <summary>Reads a note; null when there is none that makes sense, so that the download begins anew.</summary>
    /// <exception cref="StorageException">It cannot be read.</exception>
    public static DownloadNote? Read(DurableFolder folder, string name)
    {
        DownloadNote? note = StoredJson.Read(folder, name, MostBytes, NoteJson.Default.DownloadNote);
        bool makesSense = note is { Url.Length: > 0, Version: not null, StoredBytes: >= 0 } && note.StoredBytes <= note.TotalBytes;
        return makesSense ? note : null;
    }

    /// <summary>Writes it, durably.</summary>
    public Task WriteAsync(DurableFolder folder, string name) => StoredJson.WriteAsync(folder, name, this, NoteJson.Default.DownloadNote);
}

/// <summary>The form of notes.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(DownloadNote))]
internal sealed partial class NoteJson : JsonSerializerContext;
