using System.Buffers.Binary;

namespace EdgeActors.Packages.Unpacking.Zip;

/// <summary>An entry of a zip's directory.</summary>
/// <param name="Name">As it is written.</param>
/// <param name="IsDeflated">Whether it is compressed; else it is stored as it is.</param>
/// <param name="Crc">Checksum of its content.</param>
/// <param name="PackedLength">Bytes in the zip.</param>
/// <param name="Length">Bytes of its content.</param>
/// <param name="Place">Where its own header is.</param>
internal sealed record ZipEntry(byte[] Name, bool IsDeflated, uint Crc, long PackedLength, long Length, long Place)
{
    /// <summary>Bytes of an entry before its name.</summary>
    public const int FixedBytes = 46;

    private const int TypeMask = 0xF000;
    private const int TypeFile = 0x8000;
    private const int TypeFolder = 0x4000;
    private const ushort Encrypted = 1 | (1 << 6) | (1 << 13);
    private const ushort Stored = 0;
    private const ushort Deflated = 8;

    /// <summary>Whether it is a folder.</summary>
    public bool IsFolder => Name.AsSpan().EndsWith("/"u8);

    /// <summary>Reads one from the front of <paramref name="directory"/> and moves on behind it.</summary>
    /// <exception cref="PackageException">It cannot be read, or is neither a plain file nor a folder.</exception>
    public static ZipEntry Read(ref ReadOnlySpan<byte> directory)
    {
        if (directory.Length < FixedBytes || !directory.StartsWith("PK\x01\x02"u8))
        {
            throw ZipDirectory.Damaged();
        }

        int nameBytes = BinaryPrimitives.ReadUInt16LittleEndian(directory[28..]);
        int extra = BinaryPrimitives.ReadUInt16LittleEndian(directory[30..]) + BinaryPrimitives.ReadUInt16LittleEndian(directory[32..]);
        if (directory.Length < FixedBytes + nameBytes + extra)
        {
            throw ZipDirectory.Damaged();
        }

        byte[] name = directory.Slice(FixedBytes, nameBytes).ToArray();
        ushort method = BinaryPrimitives.ReadUInt16LittleEndian(directory[10..]);
        Refuse(name, BinaryPrimitives.ReadUInt16LittleEndian(directory[8..]), method, BinaryPrimitives.ReadUInt32LittleEndian(directory[38..]) >> 16);
        ZipEntry entry = new(
            name,
            method == Deflated,
            BinaryPrimitives.ReadUInt32LittleEndian(directory[16..]),
            BinaryPrimitives.ReadUInt32LittleEndian(directory[20..]),
            BinaryPrimitives.ReadUInt32LittleEndian(directory[24..]),
            BinaryPrimitives.ReadUInt32LittleEndian(directory[42..]));
        directory = directory[(FixedBytes + nameBytes + extra)..];
        return entry.Consistent();
    }

    private static void Refuse(byte[] name, ushort flags, ushort method, uint mode)
    {
        string? kind = (flags & Encrypted) != 0 ? "encrypted"
            : method is not (Stored or Deflated) ? $"compressed by method {method}, which is neither \"stored\" nor \"deflated\""
            : (mode & TypeMask) is not (0 or TypeFile or TypeFolder) ? "a link, a device or a pipe"
            : null;
        if (kind is not null)
        {
            throw new PackageException($"the package holds \"{Tar.TarHeader.Shown(name)}\", which is {kind}; only plain files and folders are taken");
        }
    }

    private ZipEntry Consistent()
    {
        if (PackedLength == uint.MaxValue || Length == uint.MaxValue || Place == uint.MaxValue)
        {
            throw ZipDirectory.TooLarge();
        }

        bool isPlain = IsFolder ? Length == 0 && PackedLength <= 2 : IsDeflated || Length == PackedLength;
        return isPlain ? this : throw ZipDirectory.Damaged();
    }
}
