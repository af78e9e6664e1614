using Akka.Actor;
using Akka.Event;

namespace Akka.Persistence;

/// <summary>An answer to a replay that says which incarnation asked; 0 from a journal that does not know.</summary>
internal interface IReplayAnswer
{
    int Instance { get; }
}

public sealed class ReplayedMessage : IJournalResponse, IReplayAnswer, IDeadLetterSuppression
{
    public ReplayedMessage(IPersistentRepresentation persistent)
    {
        Persistent = persistent;
    }

    public IPersistentRepresentation Persistent { get; }

    int IReplayAnswer.Instance => Instance;

    internal int Instance { get; init; }
}

/// <summary>Ends a replay. The number is the highest that was ever stored, even if its event was deleted.</summary>
public sealed class RecoverySuccess : IJournalResponse, IReplayAnswer, IDeadLetterSuppression
{
    public RecoverySuccess(long highestSequenceNr)
    {
        HighestSequenceNr = highestSequenceNr;
    }

    public long HighestSequenceNr { get; }

    int IReplayAnswer.Instance => Instance;

    internal int Instance { get; init; }
}

public sealed class ReplayMessagesFailure : IJournalResponse, IReplayAnswer, IDeadLetterSuppression
{
    public ReplayMessagesFailure(Exception cause)
    {
        Cause = cause;
    }

    public Exception Cause { get; }

    int IReplayAnswer.Instance => Instance;

    internal int Instance { get; init; }
}

public sealed class DeleteMessagesSuccess : INoSerializationVerificationNeeded
{
    public DeleteMessagesSuccess(long toSequenceNr)
    {
        ToSequenceNr = toSequenceNr;
    }

    public long ToSequenceNr { get; }
}

public sealed class DeleteMessagesFailure : INoSerializationVerificationNeeded
{
    public DeleteMessagesFailure(Exception cause, long toSequenceNr)
    {
        Cause = cause;
        ToSequenceNr = toSequenceNr;
    }

    public Exception Cause { get; }

    public long ToSequenceNr { get; }
}
