using EdgeActors.Capture.Journal;

namespace EdgeActors.Capture.Buffering;

/// <summary>
/// Writes captures down. Those that come while others are being written go together, as one event: one row, one turn of each actor, one transaction
/// and one fsync for all of them.
/// </summary>
/// <remarks>
/// Clients that capture as fast as they are answered fall into two halves that take turns, each with a transaction of its own. Where the disk is fast that
/// keeps everybody at work: one half is made ready while the other is on its way to the disk. Where it is slow it doubles the time: there, when few have
/// gathered while a group was written, those that are being answered are waited for, a moment at most and less than the writing took.
/// </remarks>
/// <param name="context">The buffer.</param>
/// <param name="written">Called with each when it is stored.</param>
/// <param name="rejected">Called with each when it is not.</param>
internal sealed class GroupWriting(BufferContext context, Action<Reservation> written, Action<Reservation, Exception> rejected)
{
    /// <summary>For the log.</summary>
    public const string What = "writing captures";

    private const string Timer = "group";

    private readonly Queue<Reservation> _gathered = [];
    private long _gatheredBytes;
    private int _writing;
    private int _wanted;
    private TimeSpan _begun;
    private TimeSpan _took;

    public void Add(Reservation reservation)
    {
        _gathered.Enqueue(reservation);
        _gatheredBytes += reservation.JournalBytes;
        bool isWaiting = _wanted > 0;
        if (isWaiting ? IsEnough : _writing == 0)
        {
            Write();
        }
    }

    /// <summary>The journal takes more: what has gathered is made ready for it while it stores what it has.</summary>
    public void OnJournalFree()
    {
        if (_gathered.Count > 0 && _wanted == 0 && !IsSlow(context.Monotonic - _begun) && !IsSlow(_took))
        {
            Write();
        }
    }

    // Twice, since one may have waited for another.
    private bool IsSlow(TimeSpan writing) => writing > 2 * context.Options.GroupPatience;

    private bool IsEnough => _gathered.Count >= _wanted || _gatheredBytes >= context.Options.GroupBytes;

    private void Next(int answered)
    {
        if (_gathered.Count == 0 || _wanted > 0 || _writing > 0)
        {
            return;
        }

        // One, and one in eight of many, may be late or not come again.
        int active = _gathered.Count + answered;
        _wanted = IsSlow(_took) ? active - 1 - (active / 8) : 1;
        if (IsEnough)
        {
            Write();
        }
        else
        {
            context.Later(Timer, context.Options.GroupPatience, OnTimeUp);
        }
    }

    private void OnTimeUp()
    {
        if (_wanted > 0)
        {
            Write();
        }
    }

    private void Write()
    {
        _wanted = 0;
        Reservation[] group = TakeGroup();
        ICaptureEvent accepted = group is [var only]
            ? new CaptureAccepted(only.Capture)
            : new CapturesAccepted([.. group.Select(static one => one.Capture)]);
        _writing += group.Length;
        _begun = context.Monotonic;
        TimeSpan begun = _begun;
        context.Persist(accepted, () => OnWritten(group, begun), cause => OnRejected(group, cause));
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

        _gatheredBytes -= bytes;
        return [.. group];
    }

    private void OnWritten(Reservation[] group, TimeSpan begun)
    {
        _took = context.Monotonic - begun;
        _writing -= group.Length;
        context.Troubles.Over(What);
        context.Retry.Accepted();
        Array.ForEach(group, written);
        Next(group.Length);
    }

    private void OnRejected(Reservation[] group, Exception cause)
    {
        _writing -= group.Length;
        context.Troubles.Met(What, cause);
        Array.ForEach(group, reservation => rejected(reservation, cause));
        Next(0);
    }
}
