using System.Buffers;
using System.Numerics;
using EdgeActors.Protocol.Grpc;

namespace EdgeActors.Protocol.Wire;

/// <summary>The variable-length integers of the protobuf wire.</summary>
public static class WireVarint
{
    /// <summary>Bytes of the longest one.</summary>
    public const int Longest = 10;

    /// <summary>Bytes that <paramref name="value"/> takes, 1 to 10.</summary>
    public static int Size(ulong value) => (BitOperations.Log2(value | 1) / 7) + 1;

    /// <summary>Writes <paramref name="value"/> at the beginning of <paramref name="target"/>.</summary>
    /// <returns>Bytes written.</returns>
    public static int Write(Span<byte> target, ulong value)
    {
        int written = 0;
        while (value >= 0x80)
        {
            target[written++] = (byte)(value | 0x80);
            value >>= 7;
        }

        target[written++] = (byte)value;
        return written;
    }

    /// <summary>
    /// Reads one integer; false, with the reader where it was, when the bytes at hand end before it does.
    /// </summary>
    /// <exception cref="GrpcException">INTERNAL: it is longer than ten bytes.</exception>
    public static bool TryRead(ref SequenceReader<byte> reader, out ulong value)
    {
        value = 0;
        for (int index = 0; index < Longest; index++)
        {
            if (!reader.TryRead(out byte next))
            {
                reader.Rewind(index);
                return false;
            }

            value |= (ulong)(next & 0x7F) << (7 * index);
            if (next < 0x80)
            {
                return true;
            }
        }

        throw WireTag.Malformed("an integer is longer than ten bytes");
    }

    /// <summary>Reads the integer at the beginning of <paramref name="source"/>.</summary>
    /// <returns>Bytes read.</returns>
    /// <exception cref="GrpcException">INTERNAL: it is longer than ten bytes, or does not end.</exception>
    public static int Read(ReadOnlySpan<byte> source, out ulong value)
    {
        value = 0;
        for (int index = 0; index < Math.Min(source.Length, Longest); index++)
        {
            value |= (ulong)(source[index] & 0x7F) << (7 * index);
            if (source[index] < 0x80)
            {
                return index + 1;
            }
        }

        throw WireTag.Malformed("an integer does not end where it should");
    }
}
