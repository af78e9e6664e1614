using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using EdgeActors.Storage.Files;

namespace EdgeActors.Packages;

/// <summary>Notes that are kept beside packages and downloads: durable JSON, without reflection, which a trimmed program does not have.</summary>
internal static class StoredJson
{
    /// <summary>Reads one; null when there is none, or one that is damaged or of another form, which is the same: what it was about is fetched again.</summary>
    /// <param name="folder">Where it is.</param>
    /// <param name="name">Its name there.</param>
    /// <param name="mostBytes">Bytes that are read; a longer one is damaged.</param>
    /// <param name="form">Its form.</param>
    /// <exception cref="StorageException">It cannot be read.</exception>
    public static T? Read<T>(DurableFolder folder, string name, int mostBytes, JsonTypeInfo<T> form)
        where T : class
    {
        try
        {
            using OpenedFile file = folder.OpenRead(name);
            byte[] bytes = new byte[(int)Math.Min(file.Length, mostBytes)];
            int read = file.Read(bytes, 0);
            return JsonSerializer.Deserialize(bytes.AsSpan(0, read), form);
        }
        catch (JsonException)
        {
            return null;
        }
        catch (StorageException e) when (e.Fault == StorageFault.Missing)
        {
            return null;
        }
    }

    /// <summary>Writes one, durably.</summary>
    public static Task WriteAsync<T>(DurableFolder folder, string name, T content, JsonTypeInfo<T> form) => folder.WriteAsync(name, file =>
    {
        file.Write(JsonSerializer.SerializeToUtf8Bytes(content, form));
        return Task.CompletedTask;
    });
}
