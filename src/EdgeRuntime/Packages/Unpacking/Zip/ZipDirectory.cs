using System.Buffers.Binary;

namespace EdgeActors.Packages.Unpacking.Zip;

/// <summary>
/// The directory at a zip's end. It must cover the file exactly: nothing before the first entry, nothing shared by two, nothing between directory and
/// end, so that no reader sees other files than this one.
/// </summary>
internal static class ZipDirectory
{
    private const int EndBytes = 22;
    private const int LongestComment = ushort.MaxValue;
    private const int LongestEntry = ZipEntry.FixedBytes + EntryName.Longest + 1024;

    /// <summary>Reads it.</summary>
    /// <param name="zip">The zip.</param>
    /// <param name="mostEntries">Entries that it may have; memory is taken for no more.</param>
    /// <returns>The entries in the order in which they lie in the file, and where the directory begins.</returns>
    /// <exception cref="PackageException">It is damaged, ambiguous or has too many entries.</exception>
    public static (ZipEntry[] Entries, long Place) Read(Stream zip, int mostEntries)
    {
        byte[] end = End(zip, out long endPlace);
        ushort count = BinaryPrimitives.ReadUInt16LittleEndian(end.AsSpan(10));
        uint size = BinaryPrimitives.ReadUInt32LittleEndian(end.AsSpan(12));
        uint place = BinaryPrimitives.ReadUInt32LittleEndian(end.AsSpan(16));
        if (count == ushort.MaxValue || size == uint.MaxValue || place == uint.MaxValue)
        {
            throw TooLarge();
        }

        // A zip in parts says so in the two numbers before.
        bool isWhole = BinaryPrimitives.ReadUInt32LittleEndian(end.AsSpan(4)) == 0 && BinaryPrimitives.ReadUInt16LittleEndian(end.AsSpan(8)) == count;
        if (!isWhole || place + (long)size != endPlace)
        {
            throw Damaged();
        }

        if (count > mostEntries || size > count * (long)LongestEntry)
        {
            throw new PackageException($"the package holds more than {mostEntries} files and folders (edgeactors_package_files)");
        }

        byte[] directory = new byte[size];
        zip.Position = place;
        zip.ReadExactly(directory);
        return ([.. Entries(directory, count).OrderBy(static entry => entry.Place)], place);
    }

    /// <summary>The refusal of what cannot be read.</summary>
    public static PackageException Damaged() => new("the package is damaged: the zip's directory does not agree with its contents");

    /// <summary>The refusal of zips over 4 GiB.</summary>
    public static PackageException TooLarge() => new("the zip is of the kind for more than 4 GiB or 65,534 files; use tar.gz");

    private static List<ZipEntry> Entries(ReadOnlySpan<byte> directory, int count)
    {
        List<ZipEntry> entries = new(count);
        for (int at = 0; at < count; at++)
        {
            entries.Add(ZipEntry.Read(ref directory));
        }

        return directory.IsEmpty ? entries : throw Damaged();
    }

    // The last mark whose comment ends with the file.
    private static byte[] End(Stream zip, out long place)
    {
        int bytes = (int)Math.Min(zip.Length, EndBytes + LongestComment);
        byte[] tail = new byte[bytes];
        zip.Position = zip.Length - bytes;
        zip.ReadExactly(tail);
        for (int at = bytes - EndBytes; at >= 0; at--)
        {
            ReadOnlySpan<byte> mark = tail.AsSpan(at);
            if (mark.StartsWith("PK\x05\x06"u8) && BinaryPrimitives.ReadUInt16LittleEndian(mark[20..]) == mark.Length - EndBytes)
            {
                place = zip.Length - bytes + at;
                return mark[..EndBytes].ToArray();
            }
        }

        throw Damaged();
    }
}
