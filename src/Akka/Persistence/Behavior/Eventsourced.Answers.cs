namespace Akka.Persistence;

public abstract partial class Eventsourced
{
    /// <summary>Takes what the journal answers; false for a command. Answers to an earlier incarnation are dropped.</summary>
    private bool TakeAnswer(object message)
    {
        switch (message)
        {
            case WriteMessageSuccess success:
                if (success.ActorInstanceId == _instanceId)
                {
                    LastSequenceNr = Math.Max(LastSequenceNr, success.Persistent.SequenceNr);
                    CallHandler(success.Persistent.Payload);
                }

                return true;
            case WriteMessagesSuccessful:
                _isWriting = false;
                Flush();
                return true;
            case WriteMessagesFailed:
                // The actor is about to be stopped: what has gathered behind events that may not be stored must not be stored either.
                return true;
            case LoopMessageSuccess loop:
                if (loop.ActorInstanceId == _instanceId)
                {
                    CallHandler(loop.Message);
                }

                return true;
            case WriteMessageRejected rejected:
                if (rejected.ActorInstanceId == _instanceId)
                {
                    Reject(rejected);
                }

                return true;
            case WriteMessageFailure failure:
                if (failure.ActorInstanceId == _instanceId)
                {
                    FailWrite(failure);
                }

                return true;
            default:
                return message is IReplayAnswer or RecoveryTick or RecoveryPermitter.Granted;
        }
    }

    private void CallHandler(object payload)
    {
        var failed = true;
        try
        {
            _pending.Peek().Invoke(payload);
            failed = false;
        }
        finally
        {
            DropHandler();
            AfterCommand(failed);
        }
    }

    private void Reject(WriteMessageRejected rejected)
    {
        var one = rejected.Persistent;
        LastSequenceNr = Math.Max(LastSequenceNr, one.SequenceNr);
        DropHandler();
        var failed = true;
        try
        {
            OnPersistRejected(rejected.Cause, one.Payload, one.SequenceNr);
            failed = false;
        }
        finally
        {
            AfterCommand(failed);
        }
    }

    private void FailWrite(WriteMessageFailure failure)
    {
        DropHandler();
        try
        {
            OnPersistFailure(failure.Cause, failure.Persistent.Payload, failure.Persistent.SequenceNr);
        }
        finally
        {
            Context.Stop(Self);
        }
    }

    private void DropHandler()
    {
        if (_pending.Dequeue().IsStashing)
        {
            _pendingStashing--;
        }
    }
}
