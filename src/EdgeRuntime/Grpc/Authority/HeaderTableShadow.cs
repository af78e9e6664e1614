namespace EdgeActors.Grpc.Authority;

/// <summary>
/// What must be known of a peer's HPACK table to recognise <c>:authority</c> by index: for each entry, newest first, the length of its
/// name and whether it is that name. Evictions need no following, because indexes count from the newest entry.
/// </summary>
internal sealed class HeaderTableShadow
{
    /// <summary>The table size that Kestrel allows, in HPACK's bytes.</summary>
    public const int LargestSize = 4096;

    /// <summary>The index of <c>:authority</c> in the static table.</summary>
    public const int AuthorityIndex = 1;

    private const int EntryOverhead = 32;
    private const int Capacity = LargestSize / EntryOverhead;

    private readonly (int NameLength, bool IsAuthority)[] _entries = new (int, bool)[Capacity];
    private int _newest;
    private int _count;
    private int _size = LargestSize;

    private static ReadOnlySpan<byte> StaticNameLengths =>
    [
        10, 7, 7, 5, 5, 7, 7, 7, 7, 7, 7, 7, 7, 7, 14, 15, 15, 13, 6, 27, 3, 5, 13, 13, 19, 16, 16, 14, 16, 13, 12, 6, 4, 4, 6, 7, 4, 4,
        8, 17, 13, 8, 19, 13, 4, 8, 12, 18, 19, 5, 7, 7, 11, 6, 10, 25, 17, 10, 4, 3, 16,
    ];

    /// <summary>The name behind an index; null when there is no such entry.</summary>
    public (int Length, bool IsAuthority)? Name(long index)
    {
        if (index < 1)
        {
            return null;
        }

        if (index <= StaticNameLengths.Length)
        {
            return (StaticNameLengths[(int)index - 1], index == AuthorityIndex);
        }

        var age = index - StaticNameLengths.Length - 1;
        return age < _count ? _entries[(int)((_newest - age + Capacity) % Capacity)] : null;
    }

    /// <summary>Whether an entry of this size empties the table instead of entering it.</summary>
    public bool IsTooLarge(int nameLength, int valueLength) => (long)nameLength + valueLength + EntryOverhead > _size;

    /// <summary>The peer adds an entry.</summary>
    public void Add(int nameLength, int valueLength, bool isAuthority)
    {
        if (IsTooLarge(nameLength, valueLength))
        {
            _count = 0;
            return;
        }

        _newest = (_newest + 1) % Capacity;
        _entries[_newest] = (nameLength, isAuthority);
        _count = Math.Min(_count + 1, Capacity);
    }

    /// <summary>The peer changes the size of its table.</summary>
    /// <returns>False when the size is not allowed.</returns>
    public bool Resize(long size)
    {
        if (size > LargestSize)
        {
            return false;
        }

        _size = (int)size;
        return true;
    }
}
