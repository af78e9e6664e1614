using System.Buffers.Binary;
using System.IO.Compression;
using EdgeActors.Storage.Checksums;

namespace EdgeActors.Packages.Unpacking.Zip;

/// <summary>
/// Reads a zip by its directory, compares each entry with the header before its content, and lets no two share bytes: a bomb of overlapping files is
/// refused before it is unpacked.
/// </summary>
internal sealed class ZipArchiveReader : IArchive
{
    private const int HeaderBytes = 30;
    private const int LongestDescriptor = 24;
    private const ushort HasDescriptor = 1 << 3;

    private readonly Stream _zip;
    private readonly ZipEntry[] _entries;
    private readonly long _directory;
    private int _next;
    private ZipEntry? _current;
    private Stream? _content;
    private long _left;
    private uint _crc;

    private ZipArchiveReader(Stream zip, ZipEntry[] entries, long directory)
    {
        (_zip, _entries, _directory) = (zip, entries, directory);
    }

    /// <summary>Opens one.</summary>
    /// <exception cref="PackageException">See <see cref="ZipDirectory"/>.</exception>
    public static ZipArchiveReader Open(Stream zip, int mostEntries)
    {
        (ZipEntry[] entries, long directory) = ZipDirectory.Read(zip, mostEntries);
        return new ZipArchiveReader(zip, entries, directory);
    }

    /// <inheritdoc />
    public ArchiveEntry? Next()
    {
        _content?.Dispose();
        (_content, _current) = (null, null);
        if (_next == _entries.Length)
        {
            return null;
        }

        if (_next == 0 && _entries[0].Place != 0)
        {
            throw ZipDirectory.Damaged();
        }

        ZipEntry entry = _entries[_next++];
        long place = ContentPlace(entry);
        if (!entry.IsFolder)
        {
            SegmentOf segment = new(_zip, place, entry.PackedLength);
            _content = entry.IsDeflated ? new DeflateStream(segment, CompressionMode.Decompress) : segment;
            (_current, _left, _crc) = (entry, entry.Length, 0);
        }

        return new ArchiveEntry(entry.Name, entry.IsFolder, entry.Length);
    }

    /// <inheritdoc />
    public int Read(Span<byte> buffer)
    {
        if (_current is not { } current || _content is not { } content)
        {
            return 0;
        }

        // One byte more than is left would be one too many; the reader above sees it.
        int read = content.Read(_left < buffer.Length ? buffer[..(int)(_left + 1)] : buffer);
        _left -= read;
        _crc = Crc32.Append(_crc, buffer[..read]);
        return read > 0 || (_left == 0 && _crc == current.Crc)
            ? read
            : throw new PackageException($"the package is damaged: \"{Tar.TarHeader.Shown(current.Name)}\" is not what the zip says of it");
    }

    public void Dispose() => _content?.Dispose();

    private long ContentPlace(ZipEntry entry)
    {
        long end = _next < _entries.Length ? _entries[_next].Place : _directory;
        Span<byte> header = stackalloc byte[HeaderBytes];
        _zip.Position = entry.Place;
        _zip.ReadExactly(header);
        byte[] name = new byte[BinaryPrimitives.ReadUInt16LittleEndian(header[26..])];
        _zip.ReadExactly(name);
        long content = entry.Place + HeaderBytes + name.Length + BinaryPrimitives.ReadUInt16LittleEndian(header[28..]);
        ushort flags = BinaryPrimitives.ReadUInt16LittleEndian(header[6..]);
        long gap = end - content - entry.PackedLength;
        bool isSame = header.StartsWith("PK\x03\x04"u8) && name.AsSpan().SequenceEqual(entry.Name)
            && BinaryPrimitives.ReadUInt16LittleEndian(header[8..]) == (entry.IsDeflated ? 8 : 0);
        return isSame && gap >= 0 && gap <= ((flags & HasDescriptor) != 0 ? LongestDescriptor : 0) ? content : throw ZipDirectory.Damaged();
    }
}
