using Akka.Actor;
using Akka.Event;
using EdgeActors.Capture.Buffering;

namespace EdgeActors.Hosting;

/// <summary>
/// Answers what was said to a capture buffer that stopped before it could: what is left in a stopped actor's mailbox goes to the dead letters, and a
/// client must not wait for an answer from there.
/// </summary>
internal sealed class UnansweredCaptures : ReceiveActor
{
    public UnansweredCaptures() => Receive<DeadLetter>(
        static letter => letter.Message is BufferProtocol.Accept or BufferProtocol.GetStatus or BufferProtocol.GetView or BufferProtocol.Stop,
        static letter => letter.Sender.Tell(BufferProtocol.Down.Instance));

    protected override void PreStart() => Context.System.EventStream.Subscribe(Self, typeof(DeadLetter));

    protected override void PostStop() => Context.System.EventStream.Unsubscribe(Self);

    // All other dead letters.
    protected override void Unhandled(object message)
    {
    }
}
