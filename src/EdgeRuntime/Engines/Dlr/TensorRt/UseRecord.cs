using System.Text.Json;
using EdgeActors.Storage.Files;

namespace EdgeActors.Engines.Dlr.TensorRt;

/// <summary>A file that is known to be whole.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Bytes">Its size.</param>
internal sealed record SealedFile(string Name, long Bytes);

/// <summary>
/// What the agent notes in a model's folder of the cache: how much it is used, and which of TensorRT's files were whole and on stable storage when it looked. A file that is
/// not among them after a restart may be torn, and TensorRT would not notice.
/// </summary>
/// <param name="Uses">How often the model was loaded.</param>
/// <param name="LastUse">When that was last.</param>
/// <param name="Files">Files that are whole.</param>
internal sealed record UseRecord(long Uses, DateTimeOffset LastUse, IReadOnlyList<SealedFile> Files)
{
    /// <summary>Name of the file that holds it.</summary>
    public const string FileName = "edgeactors-use.json";

    private const int Largest = 1 << 20;

    /// <summary>Of a folder that is new.</summary>
    public static UseRecord None { get; } = new(0, DateTimeOffset.UnixEpoch, []);

    /// <summary>Reads it; <see cref="None"/> when it is missing or damaged, and then no engine counts as whole.</summary>
    public static UseRecord Read(string folder)
    {
        try
        {
            FileInfo file = new(Path.Combine(folder, FileName));
            return file is { Exists: true, Length: <= Largest } && JsonSerializer.Deserialize<UseRecord>(File.ReadAllBytes(file.FullName)) is { Files: not null } record
                ? record
                : None;
        }
        catch (JsonException)
        {
            return None;
        }
    }

    /// <summary>Writes it, durably.</summary>
    /// <exception cref="StorageException">It cannot be written.</exception>
    public void Write(IFileCalls calls, string folder)
    {
        using OpenedFile place = OpenedFile.Open(calls, null, folder, FileOpening.Folder);
        using DurableFile file = DurableFile.Create(calls, place, FileName);
        file.Write(JsonSerializer.SerializeToUtf8Bytes(this));
        file.Commit();
    }

    /// <summary>Whether a file is as it was when it was known to be whole.</summary>
    public bool Knows(FileInfo file) => Files.Any(known => known.Name == file.Name && known.Bytes == file.Length);
}
