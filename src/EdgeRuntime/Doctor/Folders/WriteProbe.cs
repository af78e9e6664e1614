using EdgeActors.Storage.Files;

namespace EdgeActors.Doctor.Folders;

/// <summary>Writes a file as the agent writes its own, with fsync and rename, and takes it away again.</summary>
internal static class WriteProbe
{
    // A name of the agent's temporary files: were doctor killed here, the agent's next start would sweep it.
    private const string Name = ".edgeactors-doctor.tmp";

    /// <summary>What went wrong, for people; null when nothing did.</summary>
    public static string? Fault(string path) => Fault(path, FileCalls.ForThisSystem());

    /// <inheritdoc cref="Fault(string)" />
    /// <param name="path">The folder.</param>
    /// <param name="calls">The system's calls.</param>
    public static string? Fault(string path, IFileCalls calls)
    {
        try
        {
            using OpenedFile folder = OpenedFile.Open(calls, null, path, FileOpening.Folder);
            try
            {
                using DurableFile file = DurableFile.Create(calls, folder, Name);
                file.Write("edgeactors doctor"u8);
                file.Commit();
                return null;
            }
            finally
            {
                _ = calls.Remove(folder.Descriptor, Name);
            }
        }
        catch (StorageException fault)
        {
            return fault.Message;
        }
    }
}
