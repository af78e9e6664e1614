using Akka.Actor;
using Akka.Event;

namespace Akka.Persistence;

/// <summary>
/// An actor whose state is the sum of its stored events. Phases: waiting for a permit, loading the snapshot, replaying events,
/// then processing commands and, while a Persist is under way, persisting; commands of the other phases wait in the internal stash.
/// </summary>
public abstract partial class Eventsourced : ActorBase, IPersistentIdentity, IPersistenceRecovery, IWithUnboundedStash
{
    public static readonly Func<Envelope, bool> UnstashFilterPredicate = envelope => envelope.Message is not (WriteMessageSuccess or ReplayedMessage);

    private static int _instances;

    private readonly int _instanceId = Interlocked.Increment(ref _instances);
    private readonly ActorCell _cell;
    private readonly InternalStash _internalStash;
    private IActorRef _journal;
    private IActorRef _snapshotStore;
    private Phase _phase;

    protected Eventsourced()
    {
        _cell = (ActorCell)Context;
        _internalStash = new InternalStash(_cell);
        Extension = Persistence.Instance.Apply(_cell.System);
        Log = _cell.GetLogger();
    }

    private enum Phase
    {
        WaitingForPermit,
        LoadingSnapshot,
        Replaying,
        ProcessingCommands,
        PersistingEvents,
    }

    public abstract string PersistenceId { get; }

    /// <summary>Gets what to recover; everything unless overridden.</summary>
    public virtual Recovery Recovery => Recovery.Default;

    public IStash Stash
    {
        get;
        set => field = new PersistentStash(value, _internalStash);
    }

    /// <summary>Gets or sets the path of the journal's settings; null or empty for the default journal.</summary>
    public string JournalPluginId { get; protected set; }

    public string SnapshotPluginId { get; protected set; }

    public IActorRef Journal => _journal ??= Extension.JournalFor(JournalPluginId);

    public IActorRef SnapshotStore => _snapshotStore ??= Extension.SnapshotStoreFor(SnapshotPluginId);

    public bool IsRecovering => _phase < Phase.ProcessingCommands;

    public bool IsRecoveryFinished => !IsRecovering;

    /// <summary>Gets the number of the newest event that was replayed or whose handler was called.</summary>
    public long LastSequenceNr { get; private set; }

    protected PersistenceExtension Extension { get; }

    protected virtual ILoggingAdapter Log { get; }

    public override void AroundPreStart()
    {
        if (string.IsNullOrWhiteSpace(PersistenceId))
        {
            throw new ArgumentException($"PersistenceId of [{GetType()}] is empty: its events need an id that stays the same for ever.");
        }

        // A missing plugin is to fail the start and not the first event.
        _ = Journal;
        _ = SnapshotStore;
        RequestPermit();
        base.AroundPreStart();
    }

    public override void AroundPreRestart(Exception cause, object message)
    {
        try
        {
            PutBackStashed();
        }
        finally
        {
            Flush();
            base.AroundPreRestart(cause, message switch
            {
                WriteMessageSuccess success => success.Persistent,
                LoopMessageSuccess loop => loop.Message,
                ReplayedMessage replayed => replayed.Persistent,
                _ => message,
            });
        }
    }

    public override void AroundPostRestart(Exception reason, object message)
    {
        RequestPermit();
        base.AroundPostRestart(reason, message);
    }

    public override void AroundPostStop()
    {
        try
        {
            PutBackStashed();
        }
        finally
        {
            base.AroundPostStop();
        }
    }

    protected internal override bool AroundReceive(Receive receive, object message)
    {
        switch (_phase)
        {
            case Phase.WaitingForPermit:
                WaitForPermit(message);
                break;
            case Phase.LoadingSnapshot:
                LoadSnapshot(message);
                break;
            case Phase.Replaying:
                Replay(message);
                break;
            default:
                Process(receive, message);
                break;
        }

        return true;
    }

    protected abstract bool ReceiveRecover(object message);

    protected abstract bool ReceiveCommand(object message);

    private void PutBackStashed()
    {
        StopRecoveryTimeout();
        _internalStash.UnstashAll();
        Stash?.UnstashAll(UnstashFilterPredicate);
    }
}
