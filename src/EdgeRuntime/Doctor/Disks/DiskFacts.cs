using EdgeActors.Doctor.Folders;
using EdgeActors.Doctor.Paths;
using EdgeActors.Storage.Files;

namespace EdgeActors.Doctor.Disks;

/// <summary>One file system with the agent's folders on it.</summary>
/// <param name="FileSystem">It.</param>
/// <param name="Folders">Them, with the bytes in them now.</param>
internal sealed record DiskFacts(FileSystemFacts FileSystem, IReadOnlyList<(AgentFolder Folder, long Used)> Folders)
{
    /// <summary>Bytes that the budgets allow the folders to grow by; those without a budget are not counted.</summary>
    public long Growth => Folders.Sum(one => Math.Max(0, (one.Folder.Budget ?? 0) - one.Used));

    /// <summary>Looks.</summary>
    /// <exception cref="StorageException">The system refuses to say.</exception>
    public static IReadOnlyList<DiskFacts> Of(IEnumerable<AgentFolder> folders) =>
    [
        .. from folder in folders
           let at = PathRights.NearestFolder(folder.Path)
           group (folder, at) by PathFacts.At(at, follow: true)?.Device into disk
           select new DiskFacts(FileSystemFacts.At(disk.First().at), [.. disk.Select(one => (one.folder, Used(one.folder)))]),
    ];

    private static long Used(AgentFolder folder) => LeftOvers.Files(new DurableFolder(folder.Path, FileCalls.ForThisSystem())).Sum(file => file.Length);
}
