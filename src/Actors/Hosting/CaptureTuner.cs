using Akka.Actor;
using Akka.Hosting;
using EdgeActors.Capture;
using EdgeActors.Capture.Buffering;

namespace EdgeActors.Hosting;

/// <summary>Tells the capture buffer's actor its new limits.</summary>
internal sealed class CaptureTuner(IRequiredActor<CaptureBufferKey> buffer) : ICaptureTuner
{
    // A buffer that starts answers once it has read its journal; nobody hurries.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public async ValueTask<bool> TuneAsync(CaptureTuning tuning, long generation, CancellationToken cancelled)
    {
        IActorRef actor = await buffer.GetAsync(cancelled);
        try
        {
            return await actor.Ask<object>(new BufferProtocol.Tune(tuning, generation), Patience, cancelled) is BufferProtocol.Tuned;
        }
        catch (AskTimeoutException)
        {
            return false;
        }
    }
}
