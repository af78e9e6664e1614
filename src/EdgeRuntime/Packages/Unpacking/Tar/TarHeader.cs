using System.Text;

namespace EdgeActors.Packages.Unpacking.Tar;

/// <summary>One block of a tar that says what follows.</summary>
/// <param name="Name">As it is written, with the prefix before it.</param>
/// <param name="Type">The kind of entry.</param>
/// <param name="Length">Bytes that follow.</param>
internal sealed record TarHeader(byte[] Name, char Type, long Length)
{
    /// <summary>Bytes of a block; everything in a tar is filled up to whole blocks.</summary>
    public const int Bytes = 512;

    private const byte BinaryNumber = 0x80;

    private static readonly Range NameField = 0..100;
    private static readonly Range LengthField = 124..136;
    private static readonly Range ChecksumField = 148..156;
    private static readonly Range MagicField = 257..263;
    private static readonly Range PrefixField = 345..500;

    /// <summary>Whether a block is one.</summary>
    public static bool IsHeader(ReadOnlySpan<byte> block)
    {
        if (block.Length < Bytes)
        {
            return false;
        }

        long sum = 0;
        for (int at = 0; at < Bytes; at++)
        {
            sum += at >= ChecksumField.Start.Value && at < ChecksumField.End.Value ? ' ' : block[at];
        }

        return Number(block[ChecksumField]) == sum;
    }

    /// <summary>Reads one.</summary>
    /// <exception cref="PackageException">It is none.</exception>
    public static TarHeader Read(ReadOnlySpan<byte> block)
    {
        if (!IsHeader(block))
        {
            throw new PackageException("the package is damaged: a header of the tar does not have the sum that it says");
        }

        // Old and GNU's headers have other things where POSIX has the prefix.
        ReadOnlySpan<byte> prefix = block[MagicField].SequenceEqual("ustar\0"u8) ? UpToZero(block[PrefixField]) : [];
        ReadOnlySpan<byte> name = UpToZero(block[NameField]);
        byte[] whole = prefix.IsEmpty ? name.ToArray() : [.. prefix, (byte)'/', .. name];
        long length = Number(block[LengthField])
            ?? throw new PackageException($"the package is damaged: \"{Shown(whole)}\" has no length that can be read");
        return new TarHeader(whole, (char)block[156], length);
    }

    /// <summary>A name for a message.</summary>
    public static string Shown(ReadOnlySpan<byte> name) => Wording.Printable.Of(Encoding.Latin1.GetString(name));

    /// <summary>The bytes before the first that is 0.</summary>
    public static ReadOnlySpan<byte> UpToZero(ReadOnlySpan<byte> field)
    {
        int end = field.IndexOf((byte)0);
        return end < 0 ? field : field[..end];
    }

    // Octal digits between blanks and zeros, or big-endian binary behind a mark; null when it is neither, or too large.
    private static long? Number(ReadOnlySpan<byte> field)
    {
        if (field[0] == BinaryNumber)
        {
            return Binary(field[1..]);
        }

        ReadOnlySpan<byte> digits = UpToZero(field).Trim((byte)' ');
        long number = 0;
        foreach (byte digit in digits)
        {
            if (digit is < (byte)'0' or > (byte)'7')
            {
                return null;
            }

            number = (number << 3) | (uint)(digit - '0');
        }

        return number;
    }

    private static long? Binary(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < sizeof(long))
        {
            return null;
        }

        ReadOnlySpan<byte> low = bytes[^sizeof(long)..];
        return bytes[..^sizeof(long)].ContainsAnyExcept((byte)0) || low[0] >= BinaryNumber
            ? null
            : System.Buffers.Binary.BinaryPrimitives.ReadInt64BigEndian(low);
    }
}
