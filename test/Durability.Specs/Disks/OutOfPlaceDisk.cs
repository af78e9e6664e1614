using EdgeActors.Specs.Agents;

namespace EdgeActors.Specs.Disks;

/// <summary>A btrfs of its own, in a file, in place of a folder: it writes no block where it was. Needs root.</summary>
internal sealed class OutOfPlaceDisk : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private readonly string _folder;
    private readonly DiskFiller _filler;

    private OutOfPlaceDisk(string folder) => (_folder, _filler) = (folder, new DiskFiller(folder));

    /// <param name="folder">What it is mounted on; its image lies beside.</param>
    /// <param name="megabytes">Size of the image; btrfs keeps some for itself.</param>
    public static async Task<OutOfPlaceDisk> MountAsync(string folder, int megabytes)
    {
        string image = folder + ".btrfs";
        await using (FileStream file = File.Create(image))
        {
            file.SetLength((long)megabytes << 20);
        }

        Directory.CreateDirectory(folder);
        await Programs.MustRunAsync(Limit, "mkfs.btrfs", "-q", "--mixed", image);
        await Programs.MustRunAsync(Limit, "mount", "-o", "loop", image, folder);
        File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return new OutOfPlaceDisk(folder);
    }

    /// <summary>Writes until nothing goes in any more: this file system tells of free bytes that it does not give.</summary>
    public void Fill()
    {
        while (_filler.Write())
        {
        }
    }

    public void Empty() => _filler.Remove();

    public async ValueTask DisposeAsync() => await Programs.MustRunAsync(Limit, "umount", "-l", _folder);
}
