using System.Globalization;
using EdgeActors.Configuration;
using EdgeActors.Doctor.Folders;

namespace EdgeActors.Doctor.Disks;

/// <summary>Whether the disks have room for what the budgets promise.</summary>
internal sealed class DiskCheck : ICheck
{
    // Journal and ballast, twice: it takes some room to make room.
    private const long LeastFree = 16L << 20;
    private const long LeastInodes = 1000;

    public Area Area => Area.Disk;

    public Task<IReadOnlyList<Finding>> RunAsync(DoctorContext context, CancellationToken cancel) =>
        Task.FromResult(Judge(DiskFacts.Of(AgentFolder.Of(context.Capture))));

    /// <summary>What the facts mean.</summary>
    public static IReadOnlyList<Finding> Judge(IReadOnlyList<DiskFacts> disks) =>
        disks.Count == 0 ? [DiskCodes.Ok.Seen("with these settings nothing is written to a disk")] : [.. disks.SelectMany(Judge)];

    private static IEnumerable<Finding> Judge(DiskFacts disk)
    {
        FileSystemFacts system = disk.FileSystem;
        string folders = string.Join(", ", disk.Folders.Select(one => one.Folder.Path));
        string free = $"{ByteSize.Show(system.Free)} of {ByteSize.Show(system.Total)} are free for {folders}";
        if (system.IsReadOnly)
        {
            yield return DiskCodes.ReadOnly.Seen($"the file system of {folders} is mounted read-only");
            yield break;
        }

        if (system is { Inodes: > 0, FreeInodes: < LeastInodes })
        {
            yield return DiskCodes.Inodes.Seen(string.Create(
                CultureInfo.InvariantCulture, $"{system.FreeInodes} of {system.Inodes} inodes are free for {folders}"));
        }

        if (disk.Folders.Any(one => one.Folder.Budget is null))
        {
            yield return DiskCodes.Unbounded.Seen(free);
        }

        yield return system.Free < LeastFree ? DiskCodes.Full.Seen(free)
            : system.Free < disk.Growth ? DiskCodes.Space.Seen($"{free}, and budgets allow {ByteSize.Show(disk.Growth)} more")
            : DiskCodes.Ok.Seen($"{free}, and budgets allow {ByteSize.Show(disk.Growth)} more");
    }
}
