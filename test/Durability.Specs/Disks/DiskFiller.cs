namespace EdgeActors.Specs.Disks;

/// <summary>The file that takes what room a disk has.</summary>
/// <param name="folder">A folder on the disk.</param>
internal sealed class DiskFiller(string folder)
{
    /// <summary>Bytes of one write.</summary>
    public const int Block = 4096;

    private readonly string _file = Path.Combine(folder, "filler");

    /// <summary>Writes until the disk takes no more, and tells whether it took anything.</summary>
    public bool Write()
    {
        using FileStream filler = new(_file, FileMode.Append, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        byte[] block = new byte[Block];
        long before = filler.Length;
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

        return filler.Length > before;
    }

    /// <summary>Gives the room back.</summary>
    public void Remove() => File.Delete(_file);
}
