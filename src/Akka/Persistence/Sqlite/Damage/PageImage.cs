using System.Buffers.Binary;

namespace Akka.Persistence.Sqlite.Damage;

/// <summary>The pages of a database as they lie in its files, committed ones of the write-ahead log included. Nothing in it is trusted.</summary>
internal sealed class PageImage
{
    private const int DefaultPageSize = 4096;

    private readonly byte[] _file;
    private readonly Dictionary<int, ReadOnlyMemory<byte>> _newer = [];

    public PageImage(byte[] file, byte[] log)
    {
        _file = file;
        bool hasHeader = file.AsSpan().StartsWith("SQLite format 3\0"u8) && file.Length >= 100;
        int size = hasHeader ? BinaryPrimitives.ReadUInt16BigEndian(file.AsSpan(16)) : DefaultPageSize;
        PageSize = size == 1 ? 65_536 : size is >= 512 and <= 32_768 && int.IsPow2(size) ? size : DefaultPageSize;
        Overlay(log);
        Count = Math.Max(Pages(file.Length), _newer.Count == 0 ? 0 : _newer.Keys.Max());
        Free = hasHeader ? FreePages() : [];
    }

    /// <summary>Bytes of a page.</summary>
    public int PageSize { get; }

    /// <summary>Pages, numbered from 1.</summary>
    public int Count { get; }

    /// <summary>Pages whose content was deleted, as far as the list of them can be followed.</summary>
    public IReadOnlySet<int> Free { get; }

    /// <summary>A page; shorter than <see cref="PageSize"/> where the file ends, empty when there is none.</summary>
    public ReadOnlySpan<byte> Page(int number)
    {
        if (_newer.TryGetValue(number, out ReadOnlyMemory<byte> page))
        {
            return page.Span;
        }

        long start = (number - 1L) * PageSize;
        return number < 1 || start >= _file.Length ? [] : _file.AsSpan((int)start, (int)Math.Min(PageSize, _file.Length - start));
    }

    /// <summary>Frames count when the transaction that they belong to has its last one, which says how large the database became.</summary>
    private void Overlay(byte[] log)
    {
        if (log.Length < LogHeader.Size)
        {
            return;
        }

        LogHeader header = new(log, PageSize);
        if (header.PageSize != PageSize)
        {
            return;
        }

        Dictionary<int, ReadOnlyMemory<byte>> open = [];
        for (int at = LogHeader.Size; at + LogHeader.FrameSize + PageSize <= log.Length; at += LogHeader.FrameSize + PageSize)
        {
            ReadOnlySpan<byte> frame = log.AsSpan(at, LogHeader.FrameSize);
            if (!frame.Slice(8, 8).SequenceEqual(header.Salts))
            {
                // Damaged, with good ones behind it, or left over from an earlier log.
                continue;
            }

            open[BinaryPrimitives.ReadInt32BigEndian(frame)] = log.AsMemory(at + LogHeader.FrameSize, PageSize);
            if (BinaryPrimitives.ReadInt32BigEndian(frame[4..]) is var size and not 0)
            {
                Commit(open, Math.Max(size, Pages(_file.Length) + (log.Length / PageSize)));
            }
        }
    }

    /// <summary>
    /// A page number with a damaged bit must not make the database larger, up to two thousand million pages. What the last frame says counts beside
    /// the files' lengths: the database may have been cut.
    /// </summary>
    private void Commit(Dictionary<int, ReadOnlyMemory<byte>> open, int most)
    {
        foreach ((int number, ReadOnlyMemory<byte> page) in open.Where(frame => frame.Key >= 1 && frame.Key <= most))
        {
            _newer[number] = page;
        }

        open.Clear();
    }

    private int Pages(int bytes) => (bytes + PageSize - 1) / PageSize;

    private HashSet<int> FreePages()
    {
        HashSet<int> free = [];
        int trunk = BinaryPrimitives.ReadInt32BigEndian(Page(1)[32..]);
        while (Page(trunk) is { Length: >= 8 } page && free.Add(trunk))
        {
            int leaves = Math.Clamp(BinaryPrimitives.ReadInt32BigEndian(page[4..]), 0, (page.Length / 4) - 2);
            for (int i = 0; i < leaves; i++)
            {
                free.Add(BinaryPrimitives.ReadInt32BigEndian(page[(8 + (4 * i))..]));
            }

            trunk = BinaryPrimitives.ReadInt32BigEndian(page);
        }

        return free;
    }
}
