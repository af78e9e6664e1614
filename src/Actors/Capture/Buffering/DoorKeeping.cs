namespace EdgeActors.Capture.Buffering;

/// <summary>
/// Closes the door when the buffer has no place left, opens it when it has, and meanwhile renews the time after which to come back.
/// </summary>
internal sealed class DoorKeeping(BufferContext context, CaptureDoor door, Func<AdmissionView> view)
{
    private bool _renewing;

    public void Pump()
    {
        AdmissionView now = view();
        // What only the cloud's return can end is not over because the spool is tried again, which it is now and then.
        bool spoolFull = door.Refusal?.Reason == CaptureRefusal.CloudUnreachable;
        if (CaptureAdmission.DecidePlace(context.State, context.Reserved, context.Options, now, spoolFull) is not { } refusal)
        {
            door.Open();
            return;
        }

        context.Retry.Refused(context.Monotonic);
        door.Close(refusal);
        if (!_renewing)
        {
            _renewing = true;
            context.Later("door", now.Retry, Renew);
        }
    }

    private void Renew()
    {
        _renewing = false;
        Pump();
    }
}
