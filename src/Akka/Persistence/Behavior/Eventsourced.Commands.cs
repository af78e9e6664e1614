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
