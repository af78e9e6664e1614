using System.Buffers.Binary;

namespace Akka.Persistence.Sqlite.Damage;

/// <summary>The running checksum of a write-ahead log: each frame's goes on from the one before it.</summary>
/// <param name="A">Its first half.</param>
/// <param name="B">Its second half.</param>
internal readonly record struct LogSum(uint A, uint B)
{
    /// <summary>The sum as it is written in a header.</summary>
    public static LogSum Told(ReadOnlySpan<byte> bytes) =>
        new(BinaryPrimitives.ReadUInt32BigEndian(bytes), BinaryPrimitives.ReadUInt32BigEndian(bytes[4..]));

    /// <summary>The sum with <paramref name="bytes"/> behind it, read in the order that the log's header says.</summary>
    public LogSum With(ReadOnlySpan<byte> bytes, bool isBig)
    {
        (uint a, uint b) = (A, B);
        for (; bytes.Length >= 8; bytes = bytes[8..])
        {
            a += Word(bytes, isBig) + b;
            b += Word(bytes[4..], isBig) + a;
        }

        return new LogSum(a, b);
    }

    private static uint Word(ReadOnlySpan<byte> bytes, bool isBig) =>
        isBig ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt32LittleEndian(bytes);
}
