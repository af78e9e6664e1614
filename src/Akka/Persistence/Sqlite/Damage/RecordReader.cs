using System.Buffers.Binary;
using System.Text;

namespace Akka.Persistence.Sqlite.Damage;

/// <summary>Reads records of SQLite's file format. What does not fit to the last byte is no record.</summary>
internal static class RecordReader
{
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    /// <summary>The values: null, long, double, byte[] or string; null when the bytes are no record.</summary>
    public static object[] Read(ReadOnlySpan<byte> record)
    {
        int at = 0;
        if (!TryVarint(record, ref at, out long headerLength) || headerLength > record.Length)
        {
            return null;
        }

        List<object> values = [];
        long body = headerLength;
        while (at < headerLength)
        {
            if (!TryVarint(record[..(int)headerLength], ref at, out long type) || Length(type) is not { } length || body + length > record.Length
                || !TryValue(type, record.Slice((int)body, (int)length), out object value))
            {
                return null;
            }

            values.Add(value);
            body += length;
        }

        return body == record.Length ? [.. values] : null;
    }

    public static bool TryVarint(ReadOnlySpan<byte> bytes, ref int at, out long value)
    {
        value = 0;
        for (int i = 0; i < 9 && at < bytes.Length; i++)
        {
            byte next = bytes[at++];
            if (i == 8)
            {
                value = (value << 8) | next;
                return true;
            }

            value = (value << 7) | (next & 0x7FL);
            if (next < 0x80)
            {
                return true;
            }
        }

        return false;
    }

    private static long? Length(long type) => type switch
    {
        0 or 8 or 9 => 0,
        >= 1 and <= 4 => type,
        5 => 6,
        6 or 7 => 8,
        >= 12 and < int.MaxValue => (type - 12) / 2,
        _ => null,
    };

    private static bool TryValue(long type, ReadOnlySpan<byte> bytes, out object value)
    {
        try
        {
            value = type switch
            {
                0 => null,
                7 => BinaryPrimitives.ReadDoubleBigEndian(bytes),
                8 => 0L,
                9 => 1L,
                < 7 => Integer(bytes),
                _ when type % 2 == 0 => bytes.ToArray(),
                _ => Strict.GetString(bytes),
            };
            return true;
        }
        catch (DecoderFallbackException)
        {
            value = null;
            return false;
        }
    }

    private static long Integer(ReadOnlySpan<byte> bytes)
    {
        long value = (sbyte)bytes[0];
        foreach (byte next in bytes[1..])
        {
            value = (value << 8) | next;
        }

        return value;
    }
}
