using System.Collections.Immutable;
using EdgeActors.Capture.Journal;

namespace EdgeActors.Capture.Buffering;

/// <summary>
/// Takes captures in: decide, reserve, keep large payloads in the spool, persist, answer. A refusal costs no I/O, and whatever fails on the way
/// gives the reservation back and reaches the client.
/// </summary>
internal sealed class Intake(BufferContext context, PushClock clock, Eviction eviction, SpoolRemovals removals, Func<long> undeletedBytes)
{
    private const string What = "writing captures";

    public void Accept(CaptureDraft draft, Action<object> reply)
    {
        DateTimeOffset now = context.Now;
        CaptureKey key = CaptureKey.Of(draft.CaptureId);
        if (DecideId(draft, key, now) is { } refused)
        {
            reply(refused);
            return;
        }

        CaptureDivision division = CaptureDivision.Of(draft, context.Options);
        if (CaptureAdmission.DecideRoom(division, context.State, context.Reserved, context.Options, View(now)) is { } full)
        {
            if (full.Reason is CaptureRefusal.Full or CaptureRefusal.CloudUnreachable)
            {
                context.Retry.Refused(context.Monotonic);
            }

            reply(full);
            return;
        }

        CapturedData capture = division.Capture with
        {
            Number = context.TakeCaptureNumber(),
            InferenceTime = (draft.InferenceTime ?? now).ToUniversalTime(),
            AcceptedAt = now.ToUniversalTime(),
        };
        Reservation reservation = new(key, capture, division.JournalBytes, division.SpoolBytes, reply);
        context.Reserved.Add(reservation);
        if (division.Payloads.IsEmpty)
        {
            Persist(reservation);
        }
        else
        {
            Keep(reservation, division.Payloads);
        }
    }

    /// <summary>The actor ends: who waits hears that nobody knows.</summary>
    public void Abandon()
    {
        foreach (Reservation reservation in context.Reserved.All)
        {
            reservation.Reply(CaptureFaults.NotStored);
        }
    }

    private CaptureProtocol.CaptureRefused? DecideId(CaptureDraft draft, CaptureKey key, DateTimeOffset now) => context.Stopping
        ? CaptureFaults.Stopping
        : CaptureAdmission.DecideId(draft, key, context.State, context.Reserved, context.Options, now);

    /// <summary>What counts at this moment.</summary>
    public AdmissionView View() => View(context.Now);

    private AdmissionView View(DateTimeOffset now) => new(
        now,
        undeletedBytes(),
        context.Spool.BudgetBytes - context.Spool.UsedBytes,
        context.Spool.CanSeal,
        context.SpoolBlocked,
        context.SinkReason is null,
        context.Retry.At(context.Monotonic));

    private void Keep(Reservation reservation, ImmutableArray<(int Index, ReadOnlyMemory<byte> Data)> payloads) => context.AfterSpool(
        life => context.Spool.KeepAsync(reservation.Capture.Number, payloads, life),
        () => OnKept(reservation),
        cause => OnNotKept(reservation, payloads, cause));

    private void OnKept(Reservation reservation)
    {
        context.Reserved.Kept(reservation);
        Persist(reservation);
    }

    private void OnNotKept(Reservation reservation, ImmutableArray<(int Index, ReadOnlyMemory<byte> Data)> payloads, Exception cause)
    {
        switch (cause)
        {
            case SpoolException { Fault: SpoolFault.OverBudget } when context.Options.SpoolPolicy == SpoolPolicy.DropOldest:
                eviction.MakeRoom(() => Keep(reservation, payloads), () => Refuse(reservation, NoSpool()));
                break;
            case SpoolException { Fault: SpoolFault.OverBudget or SpoolFault.DiskFull }:
                Refuse(reservation, NoSpool());
                break;
            default:
                context.Troubles.Met(What, cause);
                Refuse(reservation, CaptureFaults.NotStored);
                break;
        }
    }

    private CaptureProtocol.CaptureRefused NoSpool() => CaptureAdmission.IsHopeless(context.Options, View(context.Now), spoolFull: true)
        ? CaptureFaults.Offline
        : CaptureFaults.NoSpool(context.Retry.At(context.Monotonic));

    private void Persist(Reservation reservation) => context.Persist(
        new CaptureAccepted(reservation.Capture), () => OnPersisted(reservation), cause => OnRejected(reservation, cause));

    private void OnPersisted(Reservation reservation)
    {
        context.Troubles.Over(What);
        context.Reserved.Release(reservation);
        context.Retry.Accepted();
        clock.Arrived(context.Monotonic);
        reservation.Reply(CaptureProtocol.CaptureAccepted.Instance);
    }

    private void OnRejected(Reservation reservation, Exception cause)
    {
        context.Troubles.Met(What, cause);
        if (reservation.HasPayloads)
        {
            removals.Capture(reservation.Capture.Number);
        }

        Refuse(reservation, context.IsDiskFull(cause) ? CaptureFaults.NoDisk(context.Retry.At(context.Monotonic)) : CaptureFaults.NotStored);
    }

    private void Refuse(Reservation reservation, CaptureProtocol.CaptureRefused refused)
    {
        if (refused.Reason is CaptureRefusal.Full or CaptureRefusal.CloudUnreachable)
        {
            context.Retry.Refused(context.Monotonic);
        }

        context.Reserved.Release(reservation);
        reservation.Reply(refused);
        context.Pump();
    }
}
