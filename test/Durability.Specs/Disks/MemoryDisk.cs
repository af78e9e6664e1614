using EdgeActors.Specs.Agents;

namespace EdgeActors.Specs.Disks;

/// <summary>A file system of its own, in memory and of a given size, in place of a folder. Needs root.</summary>
internal sealed class MemoryDisk : IAsyncDisposable
{
    private const int MostTimes = 1_000;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);
    private readonly string _folder;

    private MemoryDisk(string folder) => _folder = folder;

    private string Filler => Path.Combine(_folder, "filler");

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
        using FileStream filler = new(Filler, FileMode.Append, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        byte[] block = new byte[4096];
        int times = 0;
        do
        {
            Assert.InRange(++times, 1, MostTimes);
            WriteUntilFull(filler, block);
        }
        while (Free > block.Length);
    }

    public void Empty() => File.Delete(Filler);

    public async Task RemountAsync(bool writable) =>
        await Programs.MustRunAsync(Limit, "mount", "-o", writable ? "remount,rw" : "remount,ro", _folder);

    public async ValueTask DisposeAsync() => await Programs.MustRunAsync(Limit, "umount", "-l", _folder);

    private static void WriteUntilFull(FileStream filler, byte[] block)
    {
        try
        {
            while (true)
            {
                filler.Write(block);
            }
        }
        catch (IOException)
        {
            // That is how a full disk says so.
        }
    }
}
