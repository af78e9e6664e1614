using EdgeActors.Specs.Agents;

namespace EdgeActors.Specs.Disks;

/// <summary>A file system of its own, in memory and of a given size, in place of a folder. Needs root.</summary>
internal sealed class MemoryDisk : IAsyncDisposable
{
    private const int MostTimes = 1_000;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);
    private readonly string _folder;
    private readonly DiskFiller _filler;

    private MemoryDisk(string folder) => (_folder, _filler) = (folder, new DiskFiller(folder));

    private long Free => new DriveInfo(_folder).AvailableFreeSpace;

    public static async Task<MemoryDisk> MountAsync(string folder, int megabytes)
    {
        Directory.CreateDirectory(folder);
        await Programs.MustRunAsync(Limit, "mount", "-t", "tmpfs", "-o", $"size={megabytes}m,mode=0700", "capture-specs", folder);
        return new MemoryDisk(folder);
    }

    /// <summary>Leaves not one byte, even if others, who write as well, give some back meanwhile.</summary>
    public void Fill()
    {
        int times = 0;
        do
        {
            Assert.InRange(++times, 1, MostTimes);
            _filler.Write();
        }
        while (Free > DiskFiller.Block);
    }

    public void Empty() => _filler.Remove();

    public async Task RemountAsync(bool writable) =>
        await Programs.MustRunAsync(Limit, "mount", "-o", writable ? "remount,rw" : "remount,ro", _folder);

    public async ValueTask DisposeAsync() => await Programs.MustRunAsync(Limit, "umount", "-l", _folder);
}
