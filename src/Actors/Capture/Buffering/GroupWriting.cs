using EdgeActors.Capture.Journal;

namespace EdgeActors.Capture.Buffering;

/// <summary>
/// Writes captures down. Those that come while others are being written go together, as one event: one row, one turn of each actor, one transaction
/// and one fsync for all of them.
/// </summary>
/// <remarks>
/// Clients that capture as fast as they are answered would fall into two halves that take turns, each with a transaction of its own: twice the
/// transactions for the same captures. So those that were answered just now are waited for, a moment at most. Who captures alone is never made to wait.
/// <see cref="GroupExpectation"/> says how many they are.
/// </remarks>
/// <param name="context">The buffer.</param>
/// <param name="written">Called with each when it is stored.</param>
/// <param name="rejected">Called with each when it is not.</param>
internal sealed class GroupWriting(BufferContext context, Action<Reservation> written, Action<Reservation, Exception> rejected)
{
    /// <summary>For the log.</summary>
    public const string What = "writing captures";

    private const string Timer = "group";

    private readonly GroupExpectation _expectation = new();
    private readonly Queue<Reservation> _gathered = [];
    private long _gatheredBytes;
    private int _writing;
    private int _wanted;

    public void Add(Reservation reservation)
    {
        _gathered.Enqueue(reservation);
        _gatheredBytes += reservation.JournalBytes;
        bool isWaiting = _wanted > 0;
        if (isWaiting ? IsEnough : _writing == 0)
        {
            Write();
        }
        else if (_gathered.Count > 1)
        {
            // There is time now, and none once the last one is here. The first may stay alone, and then needs none.
            reservation.Prepare();
        }
    }

    private bool IsEnough => _gathered.Count >= _wanted || _gatheredBytes >= context.Options.GroupBytes;

    private void Next(int answered)
    {
        if (_wanted > 0 || _writing > 0)
        {
            return;
        }

        _wanted = _expectation.Next(_gathered.Count + answered, _gathered.Count);
        if (_gathered.Count > 0 && IsEnough)
        {
            Write();
        }
        else if (_wanted > 0)
        {
            context.Later(Timer, context.Options.GroupPatience, OnTimeUp);
        }
        else
        {
            context.Events.NoGroup();
        }
    }

    private void OnTimeUp()
    {
        if (_wanted == 0)
        {
            return;
        }

        _expectation.TimeUp(_gathered.Count);
        _wanted = 0;
        if (_gathered.Count > 0)
        {
            Write();
        }
        else
        {
            context.Events.NoGroup();
        }
    }

    private void Write()
    {
        _wanted = 0;
        Reservation[] group = TakeGroup();
        ICaptureEvent accepted = group is [var only]
            ? new CaptureAccepted(only.Capture)
            : new CapturesAccepted([.. group.Select(static one => one.Capture)]) { Records = [.. group.Select(static one => one.Record)] };
        _writing += group.Length;
        _expectation.Written(group.Length);
        context.Events.WriteGroup(new EventWrite(accepted, () => OnWritten(group), cause => OnRejected(group, cause)));
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

    private void OnWritten(Reservation[] group)
    {
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
