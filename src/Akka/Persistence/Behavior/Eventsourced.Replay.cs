namespace Akka.Persistence;

public abstract partial class Eventsourced
{
    /// <summary>Called when the last event was replayed, before <see cref="RecoveryCompleted"/>.</summary>
    protected virtual void OnReplaySuccess()
    {
    }

    private void Replay(object message)
    {
        switch (message)
        {
            case IReplayAnswer { Instance: not 0 } answer when answer.Instance != _instanceId:
                // Restarted in the midst of a replay: what the earlier incarnation asked for would come twice.
                break;
            case ReplayedMessage replayed:
                ReplayOne(replayed.Persistent);
                break;
            case RecoverySuccess success:
                Complete(success);
                break;
            case ReplayMessagesFailure failure:
                FailRecovery(failure.Cause, null);
                break;
            case RecoveryTick tick when tick == _tick && _sawEvent:
                StartRecoveryTimeout();
                break;
            case RecoveryTick tick when tick == _tick:
                FailRecovery(
                    new RecoveryTimedOutException(
                        $"Recovery timed out, didn't get event within {_eventTimeout.TotalSeconds}s, highest sequence number seen {LastSequenceNr}."),
                    null);
                break;
            default:
                StashCommand(message);
                break;
        }
    }

    private void ReplayOne(IPersistentRepresentation replayed)
    {
        _sawEvent = true;
        LastSequenceNr = Math.Max(LastSequenceNr, replayed.SequenceNr);
        try
        {
            if (!ReceiveRecover(replayed.Payload))
            {
                Unhandled(replayed);
            }
        }
        catch (Exception e)
        {
            FailRecovery(e, replayed.Payload);
        }
    }

    private void Complete(RecoverySuccess success)
    {
        StopRecoveryTimeout();
        try
        {
            OnReplaySuccess();
            LastSequenceNr = Math.Max(LastSequenceNr, success.HighestSequenceNr);
            _sequenceNr = LastSequenceNr;
            _phase = Phase.ProcessingCommands;
            if (!ReceiveRecover(RecoveryCompleted.Instance))
            {
                Unhandled(RecoveryCompleted.Instance);
            }
        }
        finally
        {
            // A supervisor that resumes after a throwing handler gets an actor that goes on.
            Flush();
            Settle(unstashAll: true);
            ReturnPermit();
        }
    }
}
