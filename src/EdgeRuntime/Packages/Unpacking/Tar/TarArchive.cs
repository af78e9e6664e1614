namespace EdgeActors.Packages.Unpacking.Tar;

/// <summary>
/// Reads a tar: old, POSIX (ustar and pax) and GNU. .NET's own reader takes as much memory for a long name as the archive says it has, and goes on after
/// what is refused here; so the little of the format that a package needs is read by hand, and everything else is an error.
/// </summary>
/// <param name="bytes">The tar, not compressed.</param>
/// <param name="mostEntries">Entries that it may have; extra headers may be twice as many.</param>
/// <param name="leaveOpen">Whether the stream stays the caller's.</param>
internal sealed class TarArchive(Stream bytes, int mostEntries, bool leaveOpen) : IArchive
{
    private const int MostExtraBytes = 64 << 10;
    private const int MostFillBytes = 1 << 20;

    private readonly byte[] _block = new byte[TarHeader.Bytes];
    private long _left;
    private int _padding;
    private int _extras;

    /// <inheritdoc />
    public ArchiveEntry? Next()
    {
        PassOver(_left + _padding);
        byte[]? name = null;
        long? length = null;
        while (Header() is { } header)
        {
            switch (header.Type)
            {
                case '0' or '\0' or '5':
                    return Entry(header, name ?? header.Name, length ?? header.Length);
                case 'L' when name is null:
                    name = TarHeader.UpToZero(Extra(header)).ToArray();
                    break;
                case 'x':
                    PaxRecords records = PaxRecords.Read(Extra(header));
                    name = records.Path ?? name;
                    length = records.Length ?? length;
                    break;
                case 'g' when PaxRecords.Read(Extra(header)) is { Path: null, Length: null }:
                    break;
                default:
                    throw new PackageException($"the package holds \"{TarHeader.Shown(name ?? header.Name)}\", which is {KindOf(header.Type)}; only plain files and folders are taken");
            }
        }

        ReadFill();
        return name is null && length is null ? null : throw Cut();
    }

    /// <inheritdoc />
    public int Read(Span<byte> buffer)
    {
        int wanted = (int)Math.Min(_left, buffer.Length);
        int read = wanted == 0 ? 0 : bytes.Read(buffer[..wanted]);
        if (read < wanted && read == 0)
        {
            throw Cut();
        }

        _left -= read;
        return read;
    }

    public void Dispose()
    {
        if (!leaveOpen)
        {
            bytes.Dispose();
        }
    }

    private static string KindOf(char type) => type switch
    {
        '1' => "a hard link",
        '2' => "a symbolic link",
        '3' or '4' => "a device",
        '6' => "a named pipe",
        'S' => "a sparse file",
        'K' => "the long target of a link",
        'M' or 'V' => "a part of a tar on several volumes",
        'L' or 'g' => "a name for more than one entry",
        _ => "of an unknown kind",
    };

    private static PackageException Cut() => new("the package is damaged: the tar ends in its middle");

    private static int PaddingOf(long length) => (int)(-length & (TarHeader.Bytes - 1));

    private ArchiveEntry Entry(TarHeader header, byte[] name, long length)
    {
        // Before POSIX a folder was a file whose name ends with a slash.
        bool isFolder = header.Type == '5' || (header.Type == '\0' && name.AsSpan().EndsWith("/"u8));
        if (isFolder && length > 0)
        {
            throw new PackageException($"the package holds a folder \"{TarHeader.Shown(name)}\" with contents of its own");
        }

        (_left, _padding) = (length, PaddingOf(length));
        return new ArchiveEntry(name, isFolder, length);
    }

    // Null at the end, which is a block of zeros.
    private TarHeader? Header()
    {
        int read = bytes.ReadAtLeast(_block, _block.Length, throwOnEndOfStream: false);
        return read < _block.Length ? throw Cut() : _block.AsSpan().ContainsAnyExcept((byte)0) ? TarHeader.Read(_block) : null;
    }

    private byte[] Extra(TarHeader header)
    {
        if (header.Length > MostExtraBytes || ++_extras > 2L * mostEntries)
        {
            throw new PackageException($"the tar has more than {MostExtraBytes} bytes in an extra header, or too many of them");
        }

        byte[] extra = new byte[header.Length];
        if (bytes.ReadAtLeast(extra, extra.Length, throwOnEndOfStream: false) < extra.Length)
        {
            throw Cut();
        }

        PassOver(PaddingOf(header.Length));
        return extra;
    }

    // Tools fill tars up to whole records with zeros. Read to its end, so that what it is compressed with compares its own checksum.
    private void ReadFill()
    {
        int read;
        for (int fill = 0; (read = bytes.Read(_block)) > 0; fill += read)
        {
            if (fill > MostFillBytes || _block.AsSpan(0, read).ContainsAnyExcept((byte)0))
            {
                throw new PackageException("the package holds something behind the end of its tar");
            }
        }
    }

    private void PassOver(long count)
    {
        while (count > 0)
        {
            int read = bytes.Read(_block.AsSpan(0, (int)Math.Min(count, _block.Length)));
            count -= read > 0 ? read : throw Cut();
        }

        (_left, _padding) = (0, 0);
    }
}
