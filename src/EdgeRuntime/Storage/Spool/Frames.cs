using System.Buffers;
using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace EdgeActors.Storage.Spool;

/// <summary>CRC-32C (Castagnoli).</summary>
internal static class Crc32C
{
    public const int Size = sizeof(uint);

    /// <summary>What to begin with.</summary>
    public const uint Start = uint.MaxValue;

    /// <summary>Carries on over more bytes.</summary>
    public static uint Append(uint crc, ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length >= sizeof(ulong))
        {
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
            bytes = bytes[sizeof(ulong)..];
        }

        foreach (byte b in bytes)
        {
            crc = BitOperations.Crc32C(crc, b);
        }

        return crc;
    }

    /// <summary>The checksum as it is stored.</summary>
    public static byte[] Stored(uint crc)
    {
        byte[] stored = new byte[Size];
        BinaryPrimitives.WriteUInt32LittleEndian(stored, ~crc);
        return stored;
    }

    /// <summary>The checksum of bytes as it is stored.</summary>
    public static byte[] Of(ReadOnlySpan<byte> bytes) => Stored(Append(Start, bytes));
}

/// <summary>Puts numbers and texts one after the other, little-endian.</summary>
internal sealed class FrameWriter
{
    private readonly ArrayBufferWriter<byte> _bytes = new();

    public ReadOnlySpan<byte> Written => _bytes.WrittenSpan;

    public FrameWriter Number(long value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
        _bytes.Write(bytes);
        return this;
    }

    public FrameWriter Flag(bool value) => Raw([(byte)(value ? 1 : 0)]);

    public FrameWriter Raw(ReadOnlySpan<byte> bytes)
    {
        _bytes.Write(bytes);
        return this;
    }

    public FrameWriter Text(string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        return Number(bytes.Length).Raw(bytes);
    }
}

/// <summary>
/// Reads what <see cref="FrameWriter"/> wrote; bytes that cannot be so end in <see cref="InvalidDataException"/>, never elsewhere.
/// </summary>
internal ref struct FrameReader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _rest = bytes;

    public readonly bool AtEnd => _rest.IsEmpty;

    public long Number() => BinaryPrimitives.ReadInt64LittleEndian(Raw(sizeof(long)));

    /// <summary>
    /// A number of things that take at least so many bytes each, so that no memory is taken for things that cannot be there.
    /// </summary>
    public int Count(int leastBytesEach)
    {
        long count = Number();
        return count >= 0 && count <= _rest.Length / leastBytesEach ? (int)count : throw new InvalidDataException($"a count of {count}");
    }

    public bool Flag() => Raw(1)[0] switch
    {
        0 => false,
        1 => true,
        byte other => throw new InvalidDataException($"a flag of {other}"),
    };

    public string Text() => Encoding.UTF8.GetString(Raw(Count(1)));

    public DateTimeOffset Time()
    {
        long ticks = Number();
        return ticks >= 0 && ticks <= DateTimeOffset.MaxValue.Ticks
            ? new DateTimeOffset(ticks, TimeSpan.Zero)
            : throw new InvalidDataException($"a time of {ticks} ticks");
    }

    public ReadOnlySpan<byte> Raw(int length)
    {
        if (length > _rest.Length)
        {
            throw new InvalidDataException($"{length} bytes are due, {_rest.Length} are left");
        }

        ReadOnlySpan<byte> taken = _rest[..length];
        _rest = _rest[length..];
        return taken;
    }
}
