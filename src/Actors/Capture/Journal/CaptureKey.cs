using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace EdgeActors.Capture.Journal;

/// <summary>
/// The first 16 bytes of the SHA-256 of a capture id: what is remembered of an id once its data are elsewhere, so that 10,000 of them
/// take 160 KB whatever clients call their captures.
/// </summary>
/// <param name="High">Bytes 0 to 7, big-endian.</param>
/// <param name="Low">Bytes 8 to 15, big-endian.</param>
public readonly record struct CaptureKey(ulong High, ulong Low)
{
    /// <summary>Bytes of a key.</summary>
    public const int Size = 16;

    private const int LongestOnStack = 1024;

    /// <summary>The key of an id.</summary>
    public static CaptureKey Of(string captureId)
    {
        int size = Encoding.UTF8.GetMaxByteCount(captureId.Length);
        Span<byte> text = size <= LongestOnStack ? stackalloc byte[LongestOnStack] : new byte[size];
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(text[..Encoding.UTF8.GetBytes(captureId, text)], hash);
        return Read(hash);
    }

    /// <summary>Reads the first 16 bytes.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer.</exception>
    public static CaptureKey Read(ReadOnlySpan<byte> bytes) =>
        new(BinaryPrimitives.ReadUInt64BigEndian(bytes), BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]));

    /// <summary>Writes 16 bytes.</summary>
    public void Write(Span<byte> bytes)
    {
        BinaryPrimitives.WriteUInt64BigEndian(bytes, High);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], Low);
    }
}
