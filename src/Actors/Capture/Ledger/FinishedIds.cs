using EdgeActors.Capture.Journal;

namespace EdgeActors.Capture.Ledger;

/// <summary>The last captures that were finished, at most so many: the one that finished first is forgotten first.</summary>
internal sealed class FinishedIds(int limit)
{
    private readonly Dictionary<CaptureKey, CaptureStatus> _statuses = [];
    private readonly Queue<CaptureKey> _order = [];
    private int _limit = limit;

    /// <summary>Oldest first.</summary>
    public IEnumerable<FinishedCapture> All => _order.Select(key => new FinishedCapture(key, _statuses[key]));

    public CaptureStatus? StatusOf(CaptureKey key) => _statuses.TryGetValue(key, out CaptureStatus status) ? status : null;

    public void Add(CaptureKey key, CaptureStatus status)
    {
        if (_limit == 0)
        {
            return;
        }

        if (_statuses.ContainsKey(key))
        {
            _statuses[key] = status;
            return;
        }

        Forget(_limit - 1);

        _order.Enqueue(key);
        _statuses.Add(key, status);
    }

    /// <summary>Remembers at most so many from now on.</summary>
    public void Limit(int most)
    {
        _limit = most;
        Forget(most);
    }

    private void Forget(int most)
    {
        while (_order.Count > most)
        {
            _statuses.Remove(_order.Dequeue());
        }
    }
}
