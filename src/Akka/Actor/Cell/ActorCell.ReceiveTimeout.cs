namespace Akka.Actor;

internal sealed partial class ActorCell
{
    private TimeSpan? _receiveTimeout;
    private Cancelable _pendingReceiveTimeout;

    public TimeSpan? ReceiveTimeout => _receiveTimeout;

    private bool HasPendingTask => _tasks is { IsBusy: true };

    public void SetReceiveTimeout(TimeSpan? timeout)
    {
        _receiveTimeout = timeout > TimeSpan.Zero ? timeout : null;
        RearmReceiveTimeout(influence: true);
    }

    public void RearmReceiveTimeout(bool influence)
    {
        if (!influence && _pendingReceiveTimeout is { IsCancellationRequested: false })
        {
            return;
        }

        StopReceiveTimeoutTimer();
        if (_receiveTimeout is { } timeout && !HasPendingTask)
        {
            _pendingReceiveTimeout = new Cancelable(SystemImpl.Scheduler);
            SystemImpl.Scheduler.ScheduleTellOnce(timeout, Self, Akka.Actor.ReceiveTimeout.Instance, Self, _pendingReceiveTimeout);
        }
    }

    private void StopReceiveTimeout()
    {
        _receiveTimeout = null;
        StopReceiveTimeoutTimer();
    }

    private void StopReceiveTimeoutTimer()
    {
        _pendingReceiveTimeout?.Cancel();
        _pendingReceiveTimeout = null;
    }
}
