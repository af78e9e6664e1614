using Akka.Actor;
using Akka.Pattern;
using EdgeActors.Capture.Buffering;

namespace EdgeActors.Hosting;

/// <summary>
/// How the capture buffer is kept alive. Its journal stops it when a write or the recovery fails, so it is started again on stop, later each time;
/// meanwhile callers hear that it is down. It never ends anything else: predictions need no captures.
/// </summary>
internal static class CaptureSupervision
{
    /// <summary>Pause before the first start after a failure.</summary>
    public static TimeSpan MinBackoff { get; } = TimeSpan.FromSeconds(0.2);

    /// <summary>Longest pause.</summary>
    public static TimeSpan MaxBackoff { get; } = TimeSpan.FromSeconds(30);

    /// <summary>Time without a failure after which pauses are short again.</summary>
    public static TimeSpan ResetAfter { get; } = TimeSpan.FromMinutes(1);

    public static Props Props(CaptureSetting setting, IFaultSeam seam) => BackoffSupervisor.Props(
        Backoff.OnStop(seam.Actor(CaptureBufferActor.Props(setting)), "buffer", MinBackoff, MaxBackoff, 0.2)
            .WithAutoReset(ResetAfter)
            .WithReplyWhileStopped(BufferProtocol.Down.Instance));
}
