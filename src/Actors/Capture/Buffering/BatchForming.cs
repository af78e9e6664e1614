using System.Collections.Immutable;
using EdgeActors.Capture.Journal;

namespace EdgeActors.Capture.Buffering;

/// <summary>
/// Fixes which captures go together: as many as a batch takes, or what waits when the push period is over, or when it fills its share of the
/// journal. While the sink takes nothing and there is room, only full batches are formed: nobody waits for the others, and the spool gets fewer files.
/// </summary>
internal sealed class BatchForming(BufferContext context, PushClock clock)
{
    private const string Timer = "push";
    private const string What = "forming batches";

    private int _forming;
    private long _formingBytes;
    private TimeSpan? _armed;
    private bool _held;

    private CaptureOptions Options => context.Options;

    private int Free => context.State.Waiting.Count - _forming;

    public void Pump()
    {
        // The next ones wait until it is known whether these are written, or they would overtake what is rejected.
        if (!_held && _forming == 0 && Free > 0 && IsDue())
        {
            Form();
        }

        Arm();
    }

    private bool IsDue() =>
        Free >= Options.BatchSize
        || context.Stopping
        || (Options.Durable && context.State.WaitingBytes - _formingBytes >= Options.MaxJournalBytesWaiting / 4)
        || (IsTimed && clock.Due <= context.Monotonic);

    private bool IsTimed =>
        context.SinkReason is null || !context.Spool.CanSeal || context.SpoolBlocked || context.State.InJournal >= Options.BufferSize;

    private void Form()
    {
        List<EventWrite> formed = [];
        while (Free > 0 && IsDue())
        {
            formed.Add(Next());
        }

        context.Events.Write([.. formed]);
    }

    private EventWrite Next()
    {
        CapturedData[] captures = [.. context.State.Waiting.Skip(_forming).Take(Options.BatchSize)];
        long bytes = captures.Sum(static capture => capture.JournalBytes);
        _forming += captures.Length;
        _formingBytes += bytes;
        clock.Left(captures.Length);
        ImmutableArray<long> numbers = [.. captures.Select(static capture => capture.Number)];
        return new EventWrite(
            new BatchFormed(context.TakeBatchNumber(), numbers),
            () => OnFormed(captures.Length, bytes),
            cause => OnRejected(captures.Length, bytes, cause));
    }

    private void OnFormed(int count, long bytes)
    {
        context.Troubles.Over(What);
        _forming -= count;
        _formingBytes -= bytes;
    }

    private void OnRejected(int count, long bytes, Exception cause)
    {
        context.Troubles.Met(What, cause);
        _forming -= count;
        _formingBytes -= bytes;
        clock.Restart(Free, context.Monotonic);
        // Not at once: a journal that rejects does so for a while.
        _held = true;
        context.Later("form", Options.RetryPeriod, () =>
        {
            _held = false;
            context.Pump();
        });
    }

    // One timer for the oldest, not one for each.
    private void Arm()
    {
        // While a journal that rejects is let be, or others are being written, a period that is over must not ring again and again.
        TimeSpan? due = !_held && _forming == 0 && Free > 0 && IsTimed ? clock.Due : null;
        if (due is { } at && at != _armed)
        {
            TimeSpan wait = at - context.Monotonic;
            context.Later(Timer, wait > TimeSpan.Zero ? wait : TimeSpan.Zero, OnPushDue);
        }

        _armed = due ?? _armed;
    }

    private void OnPushDue()
    {
        _armed = null;
        context.Pump();
    }
}
