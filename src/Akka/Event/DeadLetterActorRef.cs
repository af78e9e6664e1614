using Akka.Actor;

namespace Akka.Event;

/// <summary>Where messages to nobody go: they are published, not kept.</summary>
internal sealed class DeadLetterActorRef(ActorSystemImpl system, ActorPath path) : MinimalActorRef, ISystemRef
{
    public override ActorPath Path { get; } = path;

    public override bool IsTerminated => true;

    public ActorSystemImpl System => system;

    protected override void TellInternal(object message, IActorRef sender)
    {
        switch (message)
        {
            case Identify identify:
                sender?.Tell(new ActorIdentity(identify.MessageId, null), this);
                break;
            case DeadLetter { Message: IDeadLetterSuppression suppressed } letter:
                system.EventStream.Publish(new SuppressedDeadLetter(suppressed, letter.Sender, letter.Recipient));
                break;
            case AllDeadLetters letter:
                AnswerIdentify(letter);
                system.EventStream.Publish(letter);
                break;
            case IDeadLetterSuppression suppressed:
                system.EventStream.Publish(new SuppressedDeadLetter(suppressed, sender ?? this, this));
                break;
            default:
                system.EventStream.Publish(new DeadLetter(message, sender ?? this, this));
                break;
        }
    }

    private static void AnswerIdentify(AllDeadLetters letter)
    {
        if (letter.Message is Identify identify)
        {
            letter.Sender.Tell(new ActorIdentity(identify.MessageId, null), ActorRefs.NoSender);
        }
    }
}
