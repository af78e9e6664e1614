using Akka.Actor;

namespace Akka.Persistence;

public abstract partial class Eventsourced
{
    private bool _isAsyncRunning;

    protected void RunTask(Func<Task> action)
    {
        if (_isAsyncRunning)
        {
            throw new NotSupportedException("RunTask calls cannot be nested");
        }

        _cell.Tasks.Start(() => RunAsync(action));
    }

    private async Task RunAsync(Func<Task> action)
    {
        var task = action();
        if (task.IsCompletedSuccessfully)
        {
            return;
        }

        _isAsyncRunning = true;
        var failed = true;
        try
        {
            await task;
            failed = false;
        }
        finally
        {
            _isAsyncRunning = false;
            AfterCommand(failed);
        }
    }

    private void Process(Receive receive, object message)
    {
        if (TakeAnswer(message))
        {
            return;
        }

        if (_phase == Phase.PersistingEvents)
        {
            _internalStash.Stash();
            return;
        }

        try
        {
            base.AroundReceive(receive, message);
        }
        catch
        {
            AfterCommand(failed: true);
            throw;
        }

        AfterCommand(failed: false);
    }

    private void AfterCommand(bool failed)
    {
        Flush();
        if (!_isAsyncRunning)
        {
            Settle(unstashAll: failed);
        }
    }

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
            case WriteMessagesSuccessful or WriteMessagesFailed:
                _isWriting = false;
                Flush();
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
                return message is RecoveryTick;
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

    /// <summary>Commands wait as long as a Persist is under way; then those put aside come back, one after each command.</summary>
    private void Settle(bool unstashAll)
    {
        if (_pendingStashing > 0)
        {
            _phase = Phase.PersistingEvents;
            return;
        }

        _phase = Phase.ProcessingCommands;
        if (unstashAll)
        {
            _internalStash.UnstashAll();
        }
        else
        {
            _internalStash.Unstash();
        }
    }
}
