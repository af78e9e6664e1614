using EdgeActors.Capture.Journal;

namespace EdgeActors.Capture.Buffering;

/// <summary>
/// Writes captures down. Those that come while others are being written go together, as one event: one row, one turn of each actor and one answer of
/// the journal for all of them.
/// </summary>
/// <param name="context">The buffer.</param>
/// <param name="written">Called with each when it is stored.</param>
/// <param name="rejected">Called with each when it is not.</param>
internal sealed class GroupWriting(BufferContext context, Action<Reservation> written, Action<Reservation, Exception> rejected)
{
    /// <summary>For the log.</summary>
    public const string What = "writing captures";

    private readonly Queue<Reservation> _gathered = [];
    private bool _isWriting;

    public void Add(Reservation reservation)
    {
        _gathered.Enqueue(reservation);
        WriteNext();
    }

    private void WriteNext()
    {
        if (_isWriting || _gathered.Count == 0)
        {
            return;
        }

        Reservation[] group = TakeGroup();
        ICaptureEvent accepted = group is [var only]
            ? new CaptureAccepted(only.Capture)
            : new CapturesAccepted([.. group.Select(static one => one.Capture)]);
        _isWriting = true;
        context.Persist(accepted, () => OnWritten(group), cause => OnRejected(group, cause));
    }

    private Reservation[] TakeGroup()
    {
        List<Reservation> group = [_gathered.Dequeue()];
        long bytes = group[0].JournalBytes;
        while (_gathered.TryPeek(out Reservation? next) && bytes + next.JournalBytes <= context.Options.GroupBytes)
        {
            bytes += next.JournalBytes;
            group.Add(_gathered.Dequeue());
        }

        return [.. group];
    }

    private void OnWritten(Reservation[] group)
    {
        _isWriting = false;
        WriteNext();
        context.Troubles.Over(What);
        context.Retry.Accepted();
        Array.ForEach(group, written);
    }

    private void OnRejected(Reservation[] group, Exception cause)
    {
        _isWriting = false;
        WriteNext();
        context.Troubles.Met(What, cause);
        Array.ForEach(group, reservation => rejected(reservation, cause));
    }
}
