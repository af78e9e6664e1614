using System.IO.Compression;

namespace EdgeActors.Specs.Packages.Fakes;

/// <summary>Writes zips, and changes bytes in them.</summary>
internal static class RawZip
{
    public static byte[] Of(params (string Name, byte[] Content)[] files) => With(zip =>
    {
        foreach ((string name, byte[] content) in files)
        {
            Add(zip, name, content);
        }
    });

    public static byte[] With(Action<ZipArchive> fill)
    {
        using MemoryStream bytes = new();
        using (ZipArchive zip = new(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            fill(zip);
        }

        return bytes.ToArray();
    }

    public static ZipArchiveEntry Add(ZipArchive zip, string name, byte[] content, CompressionLevel level = CompressionLevel.Fastest, int mode = 0)
    {
        ZipArchiveEntry entry = zip.CreateEntry(name, level);
        entry.ExternalAttributes = mode << 16;
        using Stream stream = entry.Open();
        stream.Write(content);
        return entry;
    }

    /// <summary>Replaces bytes behind the nth place of a mark.</summary>
    public static byte[] Patch(byte[] zip, ReadOnlySpan<byte> mark, int offset, ReadOnlySpan<byte> bytes, int nth = 0)
    {
        byte[] patched = [.. zip];
        int place = -1;
        for (int seen = 0; seen <= nth; seen++)
        {
            place = patched.AsSpan(place + 1).IndexOf(mark) + place + 1;
        }

        bytes.CopyTo(patched.AsSpan(place + offset));
        return patched;
    }
}
