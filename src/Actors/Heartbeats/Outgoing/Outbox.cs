using System.Collections.Immutable;
using EdgeActors.Fleet;
using EdgeActors.Heartbeats.Journal;

namespace EdgeActors.Heartbeats.Outgoing;

/// <summary>
/// Heartbeats that wait for the fleet, in order, within a count and a size. When there are too many, one from between is taken up by the one after it:
/// the one whose neighbours are nearest, measured by its age. So the newest are dense, older ones ever sparser, the oldest and the newest stay.
/// </summary>
internal sealed class Outbox(int most, int mostBytes)
{
    private readonly List<Entry> _entries = [];
    private readonly HashSet<long> _gone = [];
    private long _lastNumber;

    public int Count => _entries.Count;

    /// <summary>All of them, in order.</summary>
    public IEnumerable<KeptHeartbeat> All => _entries.Select(static one => one.Kept);

    /// <summary>The one that is sent next; null when none waits.</summary>
    public KeptHeartbeat? Head => _entries.Count > 0 ? _entries[0].Kept : null;

    /// <summary>The newest; null when none waits.</summary>
    public KeptHeartbeat? Newest => _entries.Count > 0 ? _entries[^1].Kept : null;

    /// <summary>Whether the journal holds some that wait no more.</summary>
    public bool HasStale => _gone.Count > 0;

    /// <summary>Begins with what the journal holds.</summary>
    public void Restore(HeartbeatState state)
    {
        _entries.AddRange(state.Kept.Select(static kept => new Entry(kept) { IsWritten = true, WasWritten = true }));
        _lastNumber = state.LastNumber;
        Thin(sending: null);
    }

    /// <summary>Adds the newest.</summary>
    /// <param name="heartbeat">It.</param>
    /// <param name="sending">Number of the one that is on its way, which must stay as it is.</param>
    public void Add(Heartbeat heartbeat, long? sending)
    {
        _entries.Add(new Entry(new KeptHeartbeat(++_lastNumber, heartbeat)));
        Thin(sending);
    }

    /// <summary>It waits no more.</summary>
    public void Remove(long number)
    {
        int index = _entries.FindIndex(one => one.Kept.Number == number);
        if (index >= 0)
        {
            RemoveAt(index);
        }
    }

    /// <summary>What the journal does not hold yet, or still; null when it is as it should be.</summary>
    public OutboxWritten? Unwritten()
    {
        ImmutableArray<KeptHeartbeat> added = [.. _entries.Where(one => !one.IsWritten && one.Bytes <= mostBytes).Select(static one => one.Kept)];
        return added.IsEmpty && _gone.Count == 0 ? null : new OutboxWritten(added, [.. _gone.Order()]);
    }

    /// <summary>The journal has taken it.</summary>
    public void Written(OutboxWritten written)
    {
        _gone.ExceptWith(written.Removed);
        foreach (KeptHeartbeat kept in written.Added)
        {
            if (_entries.Find(one => one.Kept.Number == kept.Number) is { } entry)
            {
                entry.WasWritten = true;
                entry.IsWritten = ReferenceEquals(entry.Kept, kept);
            }
            else
            {
                _gone.Add(kept.Number);
            }
        }
    }

    private void Thin(long? sending)
    {
        while (_entries.Count > 1 && (_entries.Count > most || _entries.Sum(static one => one.Bytes) > mostBytes))
        {
            int victim = Victim();
            if (_entries[victim].Kept.Number == sending)
            {
                // It is about to leave by itself.
                return;
            }

            Entry next = _entries[victim + 1];
            next.Take(_entries[victim].Kept.Heartbeat);
            RemoveAt(victim);
        }
    }

    private int Victim()
    {
        long newest = _entries[^1].Kept.Number;
        int victim = 0;
        double least = double.MaxValue;
        for (int i = 1; i < _entries.Count - 1; i++)
        {
            double gap = _entries[i + 1].Kept.Number - _entries[i - 1].Kept.Number;
            double relative = gap / (newest - _entries[i].Kept.Number);
            (victim, least) = relative < least ? (i, relative) : (victim, least);
        }

        return victim;
    }

    private void RemoveAt(int index)
    {
        if (_entries[index].WasWritten)
        {
            _gone.Add(_entries[index].Kept.Number);
        }

        _entries.RemoveAt(index);
    }

    private sealed class Entry(KeptHeartbeat kept)
    {
        public KeptHeartbeat Kept { get; private set; } = kept;

        public int Bytes { get; private set; } = HeartbeatShare.Of(kept.Heartbeat);

        /// <summary>Whether the journal holds it as it is.</summary>
        public bool IsWritten { get; set; }

        /// <summary>Whether the journal holds one of its number.</summary>
        public bool WasWritten { get; set; }

        public void Take(Heartbeat older)
        {
            Kept = Kept with { Heartbeat = HeartbeatMerge.Into(Kept.Heartbeat, older) };
            Bytes = HeartbeatShare.Of(Kept.Heartbeat);
            IsWritten = false;
        }
    }
}
