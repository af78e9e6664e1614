using System.Buffers.Binary;
using Akka.Persistence.Sqlite.Database;

namespace Akka.Persistence.Sqlite.Damage;

/// <summary>
/// Finds damage in a write-ahead log in front of what was synced. SQLite takes the first frame that does not match its checksum for the log's end, as
/// after a power cut, and forgets what follows without a word; of a log whose header does not match it forgets everything.
/// </summary>
internal static class LogCheck
{
    // Of what follows a torn end, at most the last transaction can have been on its way: two were synced one after the other. So was the header
    // before the first.
    private const int Synced = 2;

    /// <summary>Whether transactions that had been synced lie behind a header or a frame that SQLite would stop at.</summary>
    public static bool IsDamaged(ReadOnlySpan<byte> log)
    {
        if (log.Length < LogHeader.Size)
        {
            return false;
        }

        LogHeader header = new(log, ConnectionOpener.PageSize);
        int step = LogHeader.FrameSize + header.PageSize;
        LogSum sum = header.Sum;
        bool isWhole = header.IsWhole;
        int commits = 0;
        for (int at = LogHeader.Size; at + step <= log.Length && commits < Synced; at += step)
        {
            ReadOnlySpan<byte> frame = log.Slice(at, step);
            bool isOfThisLog = frame.Slice(8, 8).SequenceEqual(header.Salts);
            sum = sum.With(frame[..8], header.IsBig).With(frame[LogHeader.FrameSize..], header.IsBig);
            isWhole &= isOfThisLog && sum == LogSum.Told(frame[16..]);
            commits += !isWhole && isOfThisLog && BinaryPrimitives.ReadInt32BigEndian(frame[4..]) != 0 ? 1 : 0;
        }

        return commits >= Synced;
    }
}
