using Akka.Event;

namespace EdgeActors.Capture.Buffering;

/// <summary>Logs a trouble when it begins and when it ends, not each time it is met: a full disk would fill the log as well.</summary>
internal sealed class Troubles(ILoggingAdapter log)
{
    private readonly HashSet<string> _met = [];

    public void Met(string what, Exception cause)
    {
        if (_met.Add(what))
        {
            CaptureEvents.TroubleBegan.Write(log, what, cause);
        }
    }

    public void Over(string what)
    {
        if (_met.Count > 0 && _met.Remove(what))
        {
            CaptureEvents.TroubleOver.Write(log, what);
        }
    }
}
