using Akka.Actor;
using Akka.Event;

namespace Akka.Persistence;

public abstract partial class Eventsourced
{
    private TimeSpan _eventTimeout;
    private Cancelable _recoveryTimeout;
    private RecoveryTick _tick;
    private bool _sawEvent;

    private void RequestPermit()
    {
        _phase = Phase.WaitingForPermit;
        Extension.RecoveryPermits().Tell(RecoveryPermitter.Request.Instance, Self);
    }

    private void ReturnPermit() => Extension.RecoveryPermits().Tell(RecoveryPermitter.Return.Instance, Self);

    private void WaitForPermit(object message)
    {
        if (message is RecoveryPermitter.Granted)
        {
            _phase = Phase.LoadingSnapshot;
            _eventTimeout = Extension.JournalConfigFor(JournalPluginId).GetTimeSpan("recovery-event-timeout", allowInfinite: false);
            StartRecoveryTimeout();
            LoadSnapshot(SnapshotterId, Recovery.FromSnapshot, Recovery.ToSequenceNr);
        }
        else
        {
            StashCommand(message);
        }
    }

    private void LoadSnapshot(object message)
    {
        switch (message)
        {
            case LoadSnapshotResult loaded:
                Offer(loaded);
                break;
            case LoadSnapshotFailed failed:
                FailRecovery(failed.Cause, null);
                break;
            case RecoveryTick tick when tick == _tick:
                FailRecovery(new RecoveryTimedOutException($"Recovery timed out, didn't get snapshot within {_eventTimeout.TotalSeconds}s."), null);
                break;
            default:
                StashCommand(message);
                break;
        }
    }

    private void Offer(LoadSnapshotResult loaded)
    {
        if (loaded.Snapshot is { } snapshot)
        {
            var offer = new SnapshotOffer(snapshot.Metadata, snapshot.Snapshot);
            var before = LastSequenceNr;
            LastSequenceNr = snapshot.Metadata.SequenceNr;
            try
            {
                if (!ReceiveRecover(offer))
                {
                    LastSequenceNr = before;
                    Unhandled(offer);
                }
            }
            catch (Exception e)
            {
                FailRecovery(e, null);
                return;
            }
        }

        _phase = Phase.Replaying;
        StartRecoveryTimeout();
        var replay = new ReplayMessages(LastSequenceNr + 1, loaded.ToSequenceNr, Recovery.ReplayMax, PersistenceId, Self) { Instance = _instanceId };
        Journal.Tell(replay, Self);
    }

    private void FailRecovery(Exception cause, object message)
    {
        StopRecoveryTimeout();
        try
        {
            OnRecoveryFailure(cause, message);
        }
        finally
        {
            Context.Stop(Self);
            ReturnPermit();
        }
    }

    /// <summary>Puts a command aside. Answers to an earlier incarnation, and permits it asked for, are nobody's any more.</summary>
    private void StashCommand(object message)
    {
        if (message is not (IJournalResponse or RecoveryTick or RecoveryPermitter.Granted))
        {
            _internalStash.Stash();
        }
    }

    private void StartRecoveryTimeout()
    {
        StopRecoveryTimeout();
        _sawEvent = false;
        _tick = new RecoveryTick();
        _recoveryTimeout = new Cancelable(Context.System.Scheduler);
        Context.System.Scheduler.ScheduleTellOnce(_eventTimeout, Self, _tick, Self, _recoveryTimeout);
    }

    private void StopRecoveryTimeout()
    {
        _recoveryTimeout?.Cancel();
        _recoveryTimeout = null;
    }

    private sealed class RecoveryTick : INotInfluenceReceiveTimeout, IDeadLetterSuppression;
}
