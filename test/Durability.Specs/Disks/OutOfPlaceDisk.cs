using EdgeActors.Specs.Agents;

namespace EdgeActors.Specs.Disks;

/// <summary>A btrfs of its own, in a file, in place of a folder: it writes no block where it was. Needs root.</summary>
internal sealed class OutOfPlaceDisk : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private readonly string _folder;

    private OutOfPlaceDisk(string folder) => _folder = folder;

    private string Filler => Path.Combine(_folder, "filler");

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
        byte[] block = new byte[4096];
        long before;
        using FileStream filler = new(Filler, FileMode.Append, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        do
        {
            before = filler.Length;
            WriteUntilFull(filler, block);
        }
        while (filler.Length > before);
    }

    public void Empty() => File.Delete(Filler);

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
