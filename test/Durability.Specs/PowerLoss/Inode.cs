namespace EdgeActors.Specs.PowerLoss;

/// <summary>A file of the modelled disk: what is on the platter for sure, and what has been written since.</summary>
internal sealed class Inode
{
    private const int Sector = 512;

    private readonly List<DiskEvent> _pending = [];
    private byte[] _durable = [];

    public int Pending => _pending.Count;

    public void Add(DiskEvent change) => _pending.Add(change);

    public void Sync()
    {
        _durable = All();
        _pending.Clear();
    }

    public byte[] None() => _durable;

    public byte[] All() => Apply(_pending);

    public byte[] Prefix(Random random) => Apply(_pending.Take(random.Next(_pending.Count + 1)));

    /// <summary>Any of the writes, one of them perhaps torn between sectors.</summary>
    public byte[] Some(Random random)
    {
        List<DiskEvent> kept = [.. _pending.Where(_ => random.Next(2) == 0)];
        int torn = kept.Count == 0 ? -1 : random.Next(kept.Count);
        if (torn >= 0 && kept[torn] is DiskEvent.Written { Data.Length: > Sector } whole)
        {
            int sectors = random.Next(1, (whole.Data.Length + Sector - 1) / Sector);
            kept[torn] = whole with { Data = whole.Data[..(sectors * Sector)] };
        }

        return Apply(kept);
    }

    private byte[] Apply(IEnumerable<DiskEvent> changes)
    {
        byte[] content = _durable;
        bool copied = false;
        foreach (DiskEvent change in changes)
        {
            (long from, byte[] data, long length) = change switch
            {
                DiskEvent.Written w => (w.Offset, w.Data, Math.Max(content.Length, w.Offset + w.Data.Length)),
                DiskEvent.Truncated t => (0, [], t.Length),
                _ => throw new InvalidOperationException($"{change} changes no content"),
            };
            if (!copied || content.Length != length)
            {
                byte[] next = new byte[length];
                content.AsSpan(0, (int)Math.Min(length, content.Length)).CopyTo(next);
                (content, copied) = (next, true);
            }

            data.CopyTo(content, from);
        }

        return content;
    }
}
