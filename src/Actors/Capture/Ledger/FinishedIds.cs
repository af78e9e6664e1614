using EdgeActors.Capture.Journal;

namespace EdgeActors.Capture.Ledger;

/// <summary>The last captures that were finished, at most so many: the one that finished first is forgotten first.</summary>
internal sealed class FinishedIds(int limit)
{
    private readonly Dictionary<CaptureKey, CaptureStatus> _statuses = [];
    private readonly Queue<CaptureKey> _order = [];

    /// <summary>Oldest first.</summary>
    public IEnumerable<FinishedCapture> All => _order.Select(key => new FinishedCapture(key, _statuses[key]));

    public CaptureStatus? StatusOf(CaptureKey key) => _statuses.TryGetValue(key, out CaptureStatus status) ? status : null;

    public void Add(CaptureKey key, CaptureStatus status)
    {
        if (limit == 0)
        {
            return;
        }

        if (_statuses.ContainsKey(key))
        {
            _statuses[key] = status;
            return;
        }

        if (_order.Count == limit)
        {
            _statuses.Remove(_order.Dequeue());
        }

        _order.Enqueue(key);
        _statuses.Add(key, status);
    }
}
