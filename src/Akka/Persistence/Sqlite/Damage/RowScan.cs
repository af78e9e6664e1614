using System.Buffers.Binary;

namespace Akka.Persistence.Sqlite.Damage;

/// <summary>
/// Finds rows without the tree that leads to them: every page that looks like a table's leaf is read for itself, so one damaged page costs the rows
/// on it and no others.
/// </summary>
/// <param name="image">The pages.</param>
internal sealed class RowScan(PageImage image)
{
    private const byte TableLeaf = 0x0D;

    /// <summary>Rows whose record is whole, with their row ids, in the order of the pages.</summary>
    public IEnumerable<(long RowId, object[] Values)> Rows()
    {
        for (int number = 1; number <= image.Count; number++)
        {
            if (image.Free.Contains(number))
            {
                continue;
            }

            foreach (int cell in Cells(number))
            {
                if (Row(number, cell) is { } row)
                {
                    yield return row;
                }
            }
        }
    }

    private List<int> Cells(int number)
    {
        ReadOnlySpan<byte> page = image.Page(number);
        int header = number == 1 ? 100 : 0;
        if (page.Length < header + 8 || page[header] != TableLeaf)
        {
            return [];
        }

        int count = BinaryPrimitives.ReadUInt16BigEndian(page[(header + 3)..]);
        List<int> cells = [];
        for (int i = 0; i < count && header + 8 + (2 * i) + 2 <= page.Length; i++)
        {
            cells.Add(BinaryPrimitives.ReadUInt16BigEndian(page[(header + 8 + (2 * i))..]));
        }

        return cells;
    }

    private (long RowId, object[] Values)? Row(int number, int cell)
    {
        ReadOnlySpan<byte> page = image.Page(number);
        if (cell >= page.Length
            || !RecordReader.TryVarint(page, ref cell, out long length)
            || !RecordReader.TryVarint(page, ref cell, out long rowId)
            || length < 2
            || length > (long)image.Count * image.PageSize)
        {
            return null;
        }

        byte[] record = new byte[length];
        return Gather(page[cell..], record) && RecordReader.Read(record) is { } values ? (rowId, values) : null;
    }

    /// <summary>Puts a record together from its leaf and its chain of overflow pages.</summary>
    private bool Gather(ReadOnlySpan<byte> local, byte[] record)
    {
        int first = LocalBytes(record.Length);
        if (local.Length < first + (first < record.Length ? 4 : 0))
        {
            return false;
        }

        local[..first].CopyTo(record);
        int next = first < record.Length ? BinaryPrimitives.ReadInt32BigEndian(local[first..]) : 0;
        for (int at = first; at < record.Length;)
        {
            ReadOnlySpan<byte> page = image.Page(next);
            int take = Math.Min(image.PageSize - 4, record.Length - at);
            if (image.Free.Contains(next) || page.Length < 4 + take)
            {
                return false;
            }

            page.Slice(4, take).CopyTo(record.AsSpan(at));
            next = BinaryPrimitives.ReadInt32BigEndian(page);
            at += take;
        }

        return next == 0;
    }

    /// <summary>How much of a record stays on the leaf, by the file format's rule.</summary>
    private int LocalBytes(int length)
    {
        int most = image.PageSize - 35;
        int least = ((image.PageSize - 12) * 32 / 255) - 23;
        int kept = least + ((length - least) % (image.PageSize - 4));
        return length <= most ? length : kept <= most ? kept : least;
    }
}
