namespace EdgeActors.Capture.Buffering;

/// <summary>
/// What every capture hears while there is no place for another, so that it is refused before anybody has parsed, copied or queued it. Written on the
/// actor's turn, read by any thread; a reader that comes too early or too late is put right by the actor or by its own retry.
/// </summary>
internal sealed class CaptureDoor
{
    private volatile CaptureProtocol.CaptureRefused? _refusal;

    /// <summary>Null while the actor decides.</summary>
    public CaptureProtocol.CaptureRefused? Refusal => _refusal;

    public void Open() => _refusal = null;

    public void Close(CaptureProtocol.CaptureRefused refusal) => _refusal = refusal;
}
