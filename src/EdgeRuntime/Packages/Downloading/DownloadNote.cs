using System.Text.Json;
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
        try
        {
            using OpenedFile file = folder.OpenRead(name);
            byte[] bytes = new byte[(int)Math.Min(file.Length, MostBytes)];
            int read = file.Read(bytes, 0);
            DownloadNote? note = JsonSerializer.Deserialize(bytes.AsSpan(0, read), NoteJson.Default.DownloadNote);
            bool makesSense = note is { Url.Length: > 0, Version: not null, StoredBytes: >= 0 } && note.StoredBytes <= note.TotalBytes;
            return makesSense ? note : null;
        }
        catch (JsonException)
        {
            // Damaged, or of another release: the bytes are fetched again.
            return null;
        }
        catch (StorageException e) when (e.Fault == StorageFault.Missing)
        {
            return null;
        }
    }

    /// <summary>Writes it, durably.</summary>
    public Task WriteAsync(DurableFolder folder, string name) => folder.WriteAsync(name, file =>
    {
        file.Write(JsonSerializer.SerializeToUtf8Bytes(this, NoteJson.Default.DownloadNote));
        return Task.CompletedTask;
    });
}

/// <summary>Reads and writes notes without reflection, which a trimmed program does not have.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(DownloadNote))]
internal sealed partial class NoteJson : JsonSerializerContext;
