using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace EdgeActors.Cli.Capture.Books;

/// <summary>A capture id as the journal remembers it once it has ended: the first 16 bytes of the SHA-256 of its UTF-8 form.</summary>
internal readonly record struct CaptureHash(UInt128 Value)
{
    private const int Length = 16;

    /// <summary>The hash of an id.</summary>
    public static CaptureHash Of(string captureId)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(captureId), hash);
        return From(hash[..Length]);
    }

    /// <summary>A hash that was stored, 16 bytes.</summary>
    public static CaptureHash From(ReadOnlySpan<byte> bytes) => new(BinaryPrimitives.ReadUInt128BigEndian(bytes));

    /// <summary>32 hexadecimal digits.</summary>
    public override string ToString() => Value.ToString("x32", CultureInfo.InvariantCulture);
}
