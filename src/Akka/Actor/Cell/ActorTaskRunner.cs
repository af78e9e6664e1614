using System.Runtime.ExceptionServices;

namespace Akka.Actor;

/// <summary>
/// Runs an actor's asynchronous handlers: every continuation comes back as a system message, so Self, Sender and Context stay
/// valid, while the mailbox is suspended and no other user message gets in between.
/// </summary>
internal sealed class ActorTaskRunner : TaskScheduler
{
    private readonly ActorCell _cell;
    private Task _first;
    private bool _abandoned;

    public ActorTaskRunner(ActorCell cell) => _cell = cell;

    /// <summary>Gets a value indicating whether a handler has not ended yet.</summary>
    public bool IsBusy { get; private set; }

    public override int MaximumConcurrencyLevel => 1;

    public void Start(Func<Task> handler)
    {
        var outer = new Task<Task>(handler);
        _first = outer;
        outer.RunSynchronously(this);
        _first = null;
        var inner = outer.IsCompletedSuccessfully ? outer.Result : outer;
        if (inner is null || inner.IsCompletedSuccessfully)
        {
            return;
        }

        if (inner.IsCompleted)
        {
            ExceptionDispatchInfo.Throw(Cause(inner));
        }

        IsBusy = true;
        _cell.Mailbox.Suspend();
        inner.ContinueWith(End, CancellationToken.None, TaskContinuationOptions.None, this);
    }

    /// <summary>The actor stops: what is still awaited never comes back.</summary>
    public void Abandon() => _abandoned = true;

    public void Run(Task task)
    {
        if (!_abandoned)
        {
            TryExecuteTask(task);
        }
    }

    protected override void QueueTask(Task task) => _cell.Self.SendSystemMessage(new ResumeTask(this, task));

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) =>
        ReferenceEquals(task, _first) && TryExecuteTask(task);

    protected override IEnumerable<Task> GetScheduledTasks() => [];

    private static Exception Cause(Task task) =>
        task.IsCanceled ? new TaskCanceledException(task) : Unwrap(task.Exception);

    private static Exception Unwrap(AggregateException exception) =>
        exception.InnerExceptions.Count == 1 ? exception.InnerException : exception;

    private void End(Task handler)
    {
        IsBusy = false;
        _cell.Mailbox.Resume();
        if (handler.IsCompletedSuccessfully)
        {
            _cell.EndAsyncHandler();
        }
        else
        {
            _cell.Fail(Cause(handler), childToKeepRunning: null);
        }
    }
}
