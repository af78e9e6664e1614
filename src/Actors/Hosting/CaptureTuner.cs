using Akka.Hosting;
using EdgeActors.Capture;
using EdgeActors.Capture.Buffering;

namespace EdgeActors.Hosting;

/// <summary>Tells the capture buffer's actor its new limits.</summary>
internal sealed class CaptureTuner(IRequiredActor<CaptureBufferKey> buffer) : ICaptureTuner
{
    public async ValueTask<bool> TuneAsync(CaptureTuning tuning, long generation, CancellationToken cancelled) =>
        await buffer.ConfirmAsync<CaptureBufferKey, BufferProtocol.Tuned>(new BufferProtocol.Tune(tuning, generation), cancelled);
}
