using System.Collections.Immutable;
using EdgeActors.Capture.Journal;

namespace EdgeActors.Capture.Buffering;

/// <summary>
/// Takes captures in: decide, reserve, keep large payloads in the spool, persist, answer. A refusal costs no I/O, and whatever fails on the way
/// gives the reservation back and reaches the client.
/// </summary>
internal sealed class Intake
{
    private readonly BufferContext _context;
    private readonly PushClock _clock;
    private readonly Eviction _eviction;
    private readonly SpoolRemovals _removals;
    private readonly Func<long> _undeletedBytes;
    private readonly GroupWriting _writing;

    public Intake(BufferContext context, PushClock clock, Eviction eviction, SpoolRemovals removals, Func<long> undeletedBytes)
    {
        (_context, _clock, _eviction, _removals, _undeletedBytes) = (context, clock, eviction, removals, undeletedBytes);
        _writing = new GroupWriting(context, OnPersisted, OnRejected);
    }

    public void Accept(CaptureDraft draft, CaptureKey key, Action<object> reply)
    {
        DateTimeOffset now = _context.Now;
        if (DecideId(draft, key, now) is { } refused)
        {
            reply(refused);
            return;
        }

        CaptureDivision division = CaptureDivision.Of(draft, key, _context.Options);
        if (CaptureAdmission.DecideRoom(division, _context.State, _context.Reserved, _context.Options, View(now)) is { } full)
        {
            if (full.Reason is CaptureRefusal.Full or CaptureRefusal.CloudUnreachable)
            {
                _context.Retry.Refused(_context.Monotonic);
            }

            reply(full);
            return;
        }

        CapturedData capture = division.Capture with
        {
            Number = _context.TakeCaptureNumber(),
            InferenceTime = (draft.InferenceTime ?? now).ToUniversalTime(),
            AcceptedAt = now.ToUniversalTime(),
        };
        Reservation reservation = new(capture, division.SpoolBytes, reply);
        _context.Reserved.Add(reservation);
        if (division.Payloads.IsEmpty)
        {
            _writing.Add(reservation);
        }
        else
        {
            Keep(reservation, division.Payloads);
        }
    }

    /// <summary>The actor ends: who waits hears that nobody knows.</summary>
    public void Abandon()
    {
        foreach (Reservation reservation in _context.Reserved.All)
        {
            reservation.Reply(CaptureFaults.NotStored);
        }
    }

    private CaptureProtocol.CaptureRefused? DecideId(CaptureDraft draft, CaptureKey key, DateTimeOffset now) => _context.Stopping
        ? CaptureFaults.Stopping
        : CaptureAdmission.DecideId(draft, key, _context.State, _context.Reserved, _context.Options, now);

    /// <summary>What counts at this moment.</summary>
    public AdmissionView View() => View(_context.Now);

    private AdmissionView View(DateTimeOffset now) => new(
        now,
        _undeletedBytes(),
        _context.Spool.BudgetBytes - _context.Spool.UsedBytes,
        _context.Spool.CanSeal,
        _context.SpoolBlocked,
        _context.SinkReason is null,
        _context.Retry.At(_context.Monotonic));

    private void Keep(Reservation reservation, ImmutableArray<(int Index, ReadOnlyMemory<byte> Data)> payloads) => _context.AfterSpool(
        life => _context.Spool.KeepAsync(reservation.Capture.Number, payloads, life),
        () => OnKept(reservation),
        cause => OnNotKept(reservation, payloads, cause));

    private void OnKept(Reservation reservation)
    {
        _context.Reserved.Kept(reservation);
        _writing.Add(reservation);
    }

    private void OnNotKept(Reservation reservation, ImmutableArray<(int Index, ReadOnlyMemory<byte> Data)> payloads, Exception cause)
    {
        switch (cause)
        {
            case SpoolException { Fault: SpoolFault.OverBudget } when _context.Options.SpoolPolicy == SpoolPolicy.DropOldest:
                _eviction.MakeRoom(() => Keep(reservation, payloads), () => Refuse(reservation, NoSpool()));
                break;
            case SpoolException { Fault: SpoolFault.OverBudget or SpoolFault.DiskFull }:
                Refuse(reservation, NoSpool());
                break;
            default:
                _context.Troubles.Met(GroupWriting.What, cause);
                Refuse(reservation, CaptureFaults.NotStored);
                break;
        }
    }

    private CaptureProtocol.CaptureRefused NoSpool() => CaptureAdmission.IsHopeless(_context.Options, View(_context.Now), spoolFull: true)
        ? CaptureFaults.Offline
        : CaptureFaults.NoSpool(_context.Retry.At(_context.Monotonic));

    private void OnPersisted(Reservation reservation)
    {
        _context.Reserved.Release(reservation);
        _clock.Arrived(_context.Monotonic);
        reservation.Reply(CaptureProtocol.CaptureAccepted.Instance);
    }

    private void OnRejected(Reservation reservation, Exception cause)
    {
        if (reservation.HasPayloads)
        {
            _removals.Capture(reservation.Capture.Number);
        }

        Refuse(reservation, _context.FaultOf(cause) switch
        {
            JournalFault.DiskFull => CaptureFaults.NoDisk(_context.Retry.At(_context.Monotonic)),
            JournalFault.Lost => CaptureFaults.JournalLost,
            _ => CaptureFaults.NotStored,
        });
    }

    private void Refuse(Reservation reservation, CaptureProtocol.CaptureRefused refused)
    {
        if (refused.Reason is CaptureRefusal.Full or CaptureRefusal.CloudUnreachable)
        {
            _context.Retry.Refused(_context.Monotonic);
        }

        _context.Reserved.Release(reservation);
        reservation.Reply(refused);
        _context.Pump();
    }
}
