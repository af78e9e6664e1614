using System.Text.Json;
using System.Text.Json.Serialization;
using EdgeActors.Storage.Files;

namespace EdgeActors.ServiceManager.History;

/// <summary>The record as a small JSON file in the data root.</summary>
internal sealed class ProcessRecordFile(DurableFolder folder)
{
    /// <summary>Name of the file in the data root.</summary>
    public const string Name = "process.json";

    private const int Version = 1;
    private const int MaxBytes = 64 << 10;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip,
    };

    /// <summary>Full path.</summary>
    public string Path => System.IO.Path.Combine(folder.Path, Name);

    /// <summary>The record; an empty one where there is no file.</summary>
    /// <exception cref="InvalidDataException">The file is something else.</exception>
    /// <exception cref="StorageException">It cannot be read.</exception>
    public ProcessRecord Read()
    {
        byte[] bytes;
        try
        {
            using OpenedFile file = folder.OpenRead(Name);
            if (file.Length > MaxBytes)
            {
                throw new InvalidDataException($"has {file.Length} bytes, and such a file has {MaxBytes} at most");
            }

            bytes = new byte[file.Length];
            bytes = bytes[..file.Read(bytes, 0)];
        }
        catch (StorageException absent) when (absent.Fault == StorageFault.Missing)
        {
            return ProcessRecord.Empty;
        }

        return Parse(bytes);
    }

    /// <summary>Replaces the file durably.</summary>
    public Task WriteAsync(ProcessRecord record) => folder.WriteAsync(Name, file =>
    {
        file.Write(JsonSerializer.SerializeToUtf8Bytes(new Content(Version, record), Json));
        return Task.CompletedTask;
    });

    /// <summary>Reads the file's content.</summary>
    /// <exception cref="InvalidDataException">It is something else.</exception>
    public static ProcessRecord Parse(ReadOnlySpan<byte> bytes)
    {
        Content? content;
        try
        {
            content = JsonSerializer.Deserialize<Content>(bytes, Json);
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException("is damaged", exception);
        }

        ProcessRecord record = content is { Version: Version }
            ? content.Record
            : throw new InvalidDataException($"is of version {content?.Version}, and this agent knows {Version}");
        return record is { Starts: >= 0, Crashes: >= 0, PowerCuts: >= 0, LatestCrashes.Count: <= ProcessRecord.CrashesKept }
            && record.LatestCrashes.All(static crash => crash is not null)
            ? record
            : throw new InvalidDataException("has counts that cannot be");
    }

    private sealed record Content(int Version, ProcessRecord Record);
}
