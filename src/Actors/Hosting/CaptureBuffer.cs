using Akka.Actor;
using Akka.Hosting;
using EdgeActors.Capture;
using EdgeActors.Capture.Buffering;

namespace EdgeActors.Hosting;

/// <summary>Asks the capture buffer's actor on behalf of the socket's methods.</summary>
internal sealed class CaptureBuffer(IRequiredActor<CaptureBufferKey> buffer, CaptureSetting setting, TimeProvider time) : ICaptureBuffer
{
    public CaptureProtocol.CaptureRefused? Full => setting.Door.Refusal;

    private CaptureProtocol.CaptureRefused Down => CaptureFaults.Down(setting.Life.Fault);

    public async ValueTask<CaptureProtocol.ICaptureReply> AcceptAsync(CaptureDraft draft, CancellationToken cancelled)
    {
        IActorRef actor = await buffer.GetAsync(cancelled);
        object reply = await actor.Ask<object>(new BufferProtocol.Accept(draft), cancelled);
        if (reply is CaptureProtocol.CaptureAccepted)
        {
            setting.Gauge.Sampled(draft.ModelName, draft.ModelVersion, time.GetUtcNow());
        }

        return reply as CaptureProtocol.ICaptureReply ?? Down;
    }

    public async ValueTask<CaptureStatus> StatusAsync(string captureId, CancellationToken cancelled)
    {
        IActorRef actor = await buffer.GetAsync(cancelled);
        object reply = await actor.Ask<object>(new BufferProtocol.GetStatus(captureId), cancelled);
        return reply is BufferProtocol.StatusIs known ? known.Status : throw new CaptureUnavailableException(Down);
    }
}
