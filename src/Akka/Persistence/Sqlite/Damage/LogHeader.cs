using System.Buffers.Binary;

namespace Akka.Persistence.Sqlite.Damage;

/// <summary>What tells a write-ahead log's own frames. It stands in the log's header; where that is damaged, the frames themselves know it.</summary>
internal readonly ref struct LogHeader
{
    /// <summary>Bytes of the header.</summary>
    public const int Size = 32;

    /// <summary>Bytes in front of each frame's page.</summary>
    public const int FrameSize = 24;

    private const uint BigEndian = 0x377f0683;
    private const uint LittleEndian = 0x377f0682;

    /// <param name="log">The log, with a header at least.</param>
    /// <param name="pageSize">Bytes of a page if the header cannot tell.</param>
    public LogHeader(ReadOnlySpan<byte> log, int pageSize)
    {
        uint magic = BinaryPrimitives.ReadUInt32BigEndian(log);
        int told = BinaryPrimitives.ReadInt32BigEndian(log[8..]);
        IsBig = magic == BigEndian;
        Sum = default(LogSum).With(log[..24], IsBig);
        IsWhole = magic is BigEndian or LittleEndian && told is >= 512 and <= 65_536 && int.IsPow2(told) && Sum == LogSum.Told(log[24..]);
        PageSize = IsWhole ? told : pageSize;
        Salts = IsWhole ? log.Slice(16, 8) : SaltsOfFrames(log, FrameSize + pageSize);
    }

    /// <summary>Whether the header matches its checksum. SQLite takes the log for empty otherwise.</summary>
    public bool IsWhole { get; }

    /// <summary>The order of bytes of the checksums.</summary>
    public bool IsBig { get; }

    /// <summary>The checksum that the first frame's goes on from.</summary>
    public LogSum Sum { get; }

    /// <summary>Bytes of a page.</summary>
    public int PageSize { get; }

    /// <summary>What all frames of this log bear, and none of an earlier one that lie behind them.</summary>
    public ReadOnlySpan<byte> Salts { get; }

    /// <summary>
    /// The log's own frames come first, then those of earlier logs, and each log's first salt is one more than that of the log before. A frame that is
    /// like neither the next one nor the log after it is itself damaged, and zeros are a lost block.
    /// </summary>
    private static ReadOnlySpan<byte> SaltsOfFrames(ReadOnlySpan<byte> log, int step)
    {
        for (int at = Size; at + step + FrameSize <= log.Length; at += step)
        {
            ReadOnlySpan<byte> salts = log.Slice(at + 8, 8);
            ReadOnlySpan<byte> next = log.Slice(at + step + 8, 8);
            bool isOfLogAfter = BinaryPrimitives.ReadUInt32BigEndian(salts) == BinaryPrimitives.ReadUInt32BigEndian(next) + 1;
            if (salts.ContainsAnyExcept((byte)0) && (salts.SequenceEqual(next) || isOfLogAfter))
            {
                return salts;
            }
        }

        return log.Length < Size + step ? log.Slice(16, 8) : log.Slice(Size + 8, 8);
    }
}
