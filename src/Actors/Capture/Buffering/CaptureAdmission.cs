using EdgeActors.Capture.Journal;
using EdgeActors.Capture.Ledger;

namespace EdgeActors.Capture.Buffering;

/// <summary>What else than the state counts when a capture comes in.</summary>
/// <param name="Now">The device's clock.</param>
/// <param name="UndeletedBytes">Bytes of events in the journal.</param>
/// <param name="SpoolRoom">Bytes that the spool's budget has left.</param>
/// <param name="CanSeal">Whether waiting captures can move to the spool.</param>
/// <param name="SpoolBlocked">Whether the spool could not take the last batch.</param>
/// <param name="SinkAvailable">Whether the sink takes objects, as far as known.</param>
/// <param name="Retry">When to come back if there is no room.</param>
internal readonly record struct AdmissionView(
    DateTimeOffset Now, long UndeletedBytes, long SpoolRoom, bool CanSeal, bool SpoolBlocked, bool SinkAvailable, TimeSpan Retry);

/// <summary>Whether a capture is taken. What is reserved counts as if it were there already.</summary>
internal static class CaptureAdmission
{
    /// <summary>Before anything is done for the capture: its id and its time.</summary>
    public static CaptureProtocol.CaptureRefused? DecideId(
        CaptureDraft draft, CaptureKey key, CaptureState state, Reservations reserved, CaptureOptions options, DateTimeOffset now)
    {
        if (reserved.Has(key) || state.Knows(key))
        {
            return CaptureFaults.Duplicate(draft.CaptureId);
        }

        // Compared this way round, since a time near the end of the calendar must not overflow.
        return draft.InferenceTime is { } time && time - now > options.ClockSkew ? CaptureFaults.Future(time, now, options.ClockSkew) : null;
    }

    /// <summary>Whether there is room for it.</summary>
    public static CaptureProtocol.CaptureRefused? DecideRoom(
        CaptureDivision division, CaptureState state, Reservations reserved, CaptureOptions options, AdmissionView view)
    {
        bool spoolFull = division.SpoolBytes > view.SpoolRoom - reserved.SpoolBytes && options.SpoolPolicy == SpoolPolicy.Reject;
        CaptureProtocol.CaptureRefused? full =
            !HasPlace(state, reserved, options) ? CaptureFaults.NoPlace(options.BufferSize, view.Retry)
            : !options.Durable ? null
            : division.JournalBytes > options.MaxJournalBytesPerCapture ? CaptureFaults.Wordy(division.JournalBytes, options.MaxJournalBytesPerCapture)
            : state.JournalBytes + reserved.JournalBytes + division.JournalBytes > options.MaxJournalBytesWaiting
            || view.UndeletedBytes + reserved.JournalBytes + division.JournalBytes > options.MaxJournalBytes ? CaptureFaults.NoJournal(view.Retry)
            : null;
        full ??= spoolFull ? CaptureFaults.NoSpool(view.Retry) : null;
        return full?.Reason == CaptureRefusal.Full && IsHopeless(options, view, spoolFull) ? CaptureFaults.Offline : full;
    }

    /// <summary>What any capture would hear, whatever it says and holds; null when that has to be looked at.</summary>
    public static CaptureProtocol.CaptureRefused? DecidePlace(
        CaptureState state, Reservations reserved, CaptureOptions options, AdmissionView view, bool spoolFull) =>
        HasPlace(state, reserved, options) ? null
        : IsHopeless(options, view, spoolFull) ? CaptureFaults.Offline
        : CaptureFaults.NoPlace(options.BufferSize, view.Retry);

    /// <summary>Whether only the cloud's return can make room.</summary>
    public static bool IsHopeless(CaptureOptions options, AdmissionView view, bool spoolFull) =>
        options.ToCloud
        && !view.SinkAvailable
        && (!view.CanSeal || ((spoolFull || view.SpoolBlocked) && options.SpoolPolicy == SpoolPolicy.Reject));

    private static bool HasPlace(CaptureState state, Reservations reserved, CaptureOptions options) =>
        state.InJournal + reserved.Count < options.BufferSize;
}
