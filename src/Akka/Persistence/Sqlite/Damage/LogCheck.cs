using System.Buffers.Binary;

namespace Akka.Persistence.Sqlite.Damage;

/// <summary>
/// Finds damage in the midst of a write-ahead log. SQLite takes the first frame that does not match its checksum for the log's end, as after a power
/// cut, and forgets what follows without a word.
/// </summary>
internal static class LogCheck
{
    private const int Header = 32;
    private const int FrameHeader = 24;
    private const uint BigEndian = 0x377f0683;
    private const uint LittleEndian = 0x377f0682;

    // Of what follows a torn end, at most the last transaction can have been on its way: two were synced one after the other.
    private const int Synced = 2;

    /// <summary>Whether transactions that had been synced lie behind a frame that SQLite would stop at.</summary>
    public static bool IsDamaged(ReadOnlySpan<byte> log)
    {
        if (log.Length < Header || BinaryPrimitives.ReadUInt32BigEndian(log) is var magic && magic is not (BigEndian or LittleEndian))
        {
            return false;
        }

        int pageSize = BinaryPrimitives.ReadInt32BigEndian(log[8..]);
        if (pageSize is < 512 or > 65_536 || !int.IsPow2(pageSize))
        {
            return false;
        }

        ReadOnlySpan<byte> salts = log.Slice(16, 8);
        (uint A, uint B) sum = Sum(default, log[..24], magic == BigEndian);
        bool isWhole = (sum.A, sum.B) == Told(log[24..]);
        int commits = 0;
        for (int at = Header; at + FrameHeader + pageSize <= log.Length && commits < Synced; at += FrameHeader + pageSize)
        {
            ReadOnlySpan<byte> frame = log.Slice(at, FrameHeader + pageSize);
            bool isOfThisLog = frame.Slice(8, 8).SequenceEqual(salts);
            sum = Sum(Sum(sum, frame[..8], magic == BigEndian), frame[FrameHeader..], magic == BigEndian);
            isWhole &= isOfThisLog && sum == Told(frame[16..]);
            commits += !isWhole && isOfThisLog && BinaryPrimitives.ReadInt32BigEndian(frame[4..]) != 0 ? 1 : 0;
        }

        return commits >= Synced;
    }

    private static (uint A, uint B) Told(ReadOnlySpan<byte> bytes) =>
        (BinaryPrimitives.ReadUInt32BigEndian(bytes), BinaryPrimitives.ReadUInt32BigEndian(bytes[4..]));

    private static (uint A, uint B) Sum((uint A, uint B) sum, ReadOnlySpan<byte> bytes, bool isBig)
    {
        for (; bytes.Length >= 8; bytes = bytes[8..])
        {
            sum.A += Word(bytes, isBig) + sum.B;
            sum.B += Word(bytes[4..], isBig) + sum.A;
        }

        return sum;
    }

    private static uint Word(ReadOnlySpan<byte> bytes, bool isBig) =>
        isBig ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt32LittleEndian(bytes);
}
