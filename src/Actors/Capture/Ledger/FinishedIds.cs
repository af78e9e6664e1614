using System.Collections.Immutable;
using System.Runtime.InteropServices;
using EdgeActors.Capture.Journal;

namespace EdgeActors.Capture.Ledger;

/// <summary>
/// The last captures that were finished, at most so many: the one that finished first is forgotten first. They lie in a ring, so that a snapshot, of
/// which there are many a second under load, copies them as they are.
/// </summary>
internal sealed class FinishedIds(int limit)
{
    private readonly Dictionary<CaptureKey, int> _places = [];
    private FinishedCapture[] _ring = [];
    private int _first;
    private int _limit = limit;

    private int Count => _places.Count;

    /// <summary>Oldest first.</summary>
    public ImmutableArray<FinishedCapture> All()
    {
        FinishedCapture[] all = new FinishedCapture[Count];
        int tail = Math.Min(Count, _ring.Length - _first);
        Array.Copy(_ring, _first, all, 0, tail);
        Array.Copy(_ring, 0, all, tail, Count - tail);
        return ImmutableCollectionsMarshal.AsImmutableArray(all);
    }

    public CaptureStatus? StatusOf(CaptureKey key) => _places.TryGetValue(key, out int place) ? _ring[place].Status : null;

    public void Add(CaptureKey key, CaptureStatus status)
    {
        if (_limit == 0)
        {
            return;
        }

        if (_places.TryGetValue(key, out int place))
        {
            _ring[place] = new FinishedCapture(key, status);
            return;
        }

        Forget(_limit - 1);
        MakeRoom();
        place = (_first + Count) % _ring.Length;
        _ring[place] = new FinishedCapture(key, status);
        _places.Add(key, place);
    }

    /// <summary>Remembers at most so many from now on.</summary>
    public void Limit(int most)
    {
        _limit = most;
        Forget(most);
    }

    private void Forget(int most)
    {
        while (Count > most)
        {
            _places.Remove(_ring[_first].Key);
            _first = (_first + 1) % _ring.Length;
        }
    }

    private void MakeRoom()
    {
        if (Count < _ring.Length)
        {
            return;
        }

        FinishedCapture[] larger = new FinishedCapture[Math.Min(_limit, Math.Max(16, 2 * Count))];
        All().CopyTo(larger);
        (_ring, _first) = (larger, 0);
        for (int place = 0; place < Count; place++)
        {
            _places[larger[place].Key] = place;
        }
    }
}
