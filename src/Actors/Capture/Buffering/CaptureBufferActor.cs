using System.Diagnostics.CodeAnalysis;
using Akka.Actor;
using Akka.Event;
using Akka.Persistence;
using EdgeActors.Capture.Journal;
using EdgeActors.Capture.Ledger;
using EdgeActors.Records;
using EdgeActors.Wording;
using static EdgeActors.Capture.Buffering.BufferProtocol;
using static EdgeActors.Upload.UploadProtocol;

namespace EdgeActors.Capture.Buffering;

/// <summary>
/// Owns every accepted capture until the sink has it.
/// <code>
/// (recovery)  -> Comparing   the journal is read: the spool's inventory is asked for, calls wait
/// Comparing   -> Ready       what both say is one; the uploader is started
/// Ready       -> Ready       Stop: new captures are refused, the rest is delivered while there is time
/// any         -> stopped     the journal or the spool's inventory failed; the parent starts it again after a pause
/// </code>
/// Events are written with PersistAsync, so that the journal puts concurrent captures into one transaction. A command is decided on the state and
/// on what is reserved; the state changes, and the client hears OK, when the event is stored.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "disposed in PostStop, which ends every life of the actor")]
internal sealed partial class CaptureBufferActor : ReceivePersistentActor, IBufferHost, IJournalUpkeep, IWithTimers
{
    /// <summary>Under which its events are stored; never changes.</summary>
    public const string Id = "capture-buffer";

    private readonly CaptureSetting _setting;
    private readonly CancellationTokenSource _life = new();
    private readonly CancellationToken _token;
    private readonly Dictionary<object, EventWrite> _writing = new(ReferenceEqualityComparer.Instance);
    private readonly BufferContext _context;
    private readonly BufferParts _parts;
    private IActorRef _uploader = ActorRefs.Nobody;
    private int _waiting;

    public CaptureBufferActor(CaptureSetting setting)
    {
        (_setting, _token) = (setting, _life.Token);
        _context = new BufferContext(setting, this, Context.System.Scheduler, Context.GetLogger());
        _parts = new BufferParts(_context, setting.Door, this, () => _uploader.Tell(Hurry.Instance));
        Recover<SnapshotOffer>(OnOffered);
        Recover<DamagedRecord>(OnDamaged);
        Recover<ICaptureEvent>(OnRecovered);
        Recover<RecoveryCompleted>(_ => OnRecoveryCompleted());
        Comparing();
    }

    public override string PersistenceId => Id;

    public ITimerScheduler Timers { get; set; } = null!;

    public static Props Props(CaptureSetting setting) => Akka.Actor.Props.Create(() => new CaptureBufferActor(setting));

    void IBufferHost.Persist(IReadOnlyList<EventWrite> together)
    {
        foreach (EventWrite one in together)
        {
            _writing.Add(one.Event, one);
        }

        PersistAllAsync(together.Select(static one => one.Event), OnPersisted);
    }

    void IBufferHost.AfterSpool(Func<CancellationToken, Task> work, Action then, Action<Exception> failed) =>
        _setting.Life.Track(() => work(_token)).PipeTo(
            Self, success: () => new GoOn(then), failure: cause => new GoOn(() => failed(SingleCause.Of(cause))));

    void IBufferHost.Later(string key, TimeSpan delay, Action action) => Timers.StartSingleTimer(key, new GoOn(action), delay);

    void IBufferHost.Pump() => Pump();

    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(static _ => Directive.Stop);

    protected override void OnPersistRejected(Exception cause, object @event, long sequenceNr)
    {
        if (!_writing.Remove(@event, out EventWrite waiting))
        {
            return;
        }

        bool isLost = _setting.FaultOf(cause) == JournalFault.Lost;
        if (isLost && _setting.Life.Fails("its journal is lost", cause))
        {
            CaptureEvents.JournalLost.Write(_context.Log, cause);
        }

        if (isLost && waiting.Event is not (CaptureAccepted or CapturesAccepted))
        {
            // No later life will read this journal: what it held is delivered from memory.
            Apply(waiting);
        }
        else
        {
            waiting.Undo(cause);
        }

        Pump();
    }

    protected override void OnPersistFailure(Exception cause, object @event, long sequenceNr) => SayFailed(cause, "written");

    protected override void OnRecoveryFailure(Exception reason, object? message = null) => SayFailed(reason, "read");

    protected override void PostStop()
    {
        _life.Cancel();
        _life.Dispose();
        _setting.Door.Open();
        _parts.Intake.Abandon();
    }

    private void Comparing()
    {
        Command<InventoryRead>(OnInventory);
        Command<InventoryNotRead>(OnInventoryNotRead);
        Command<GoOn>(static next => next.Action());
        CommandAny(OnTooEarly);
    }

    private void Ready()
    {
        Command<Accept>(command => _parts.Intake.Accept(command.Draft, command.Key, ToSender()));
        Command<GetStatus>(OnGetStatus);
        Command<GoOn>(static next => next.Action());
        Command<GiveBatch>(asked => _parts.Delivery.OnGive(asked, ToSender()));
        Command<BatchDelivered>(done => _parts.Settle(done.Number));
        Command<BatchRefused>(refused => _parts.Refuse(refused.Number, refused.Reason));
        Command<SetAside>(asked => _parts.SetAside(asked, ToSender()));
        Command<CapturesUnreadable>(asked => _parts.Lose(asked, ToSender()));
        Command<SinkChanged>(OnSinkChanged);
        Command<Tune>(command => Sender.Tell(_context.Tune(command)));
        Command<Stop>(command => _parts.Stop.Begin(command, ToSender()));
        Command<GetView>(_ => Sender.Tell(new ViewIs(CaptureView.Of(_context.State), _context.SinkReason)));
        Command<SaveSnapshotSuccess>(_parts.Upkeep.OnSaved);
        Command<SaveSnapshotFailure>(_parts.Upkeep.OnNotSaved);
        Command<DeleteMessagesSuccess>(_ => _parts.Upkeep.OnDeleted());
        Command<DeleteMessagesFailure>(_parts.Upkeep.OnNotDeleted);
        Command<DeleteSnapshotsSuccess>(static _ => { });
        Command<DeleteSnapshotsFailure>(_parts.Upkeep.OnSnapshotsNotDeleted);
        Command<UploaderStopped>(_ => OnUploaderStopped());
    }

    private void OnTooEarly(object message)
    {
        if (_waiting++ < _setting.Options.MaxStashed || message is Stop)
        {
            Stash.Stash();
        }
        else if (message is Accept)
        {
            Sender.Tell(CaptureFaults.Starting);
        }
        else
        {
            Sender.Tell(Down.Instance);
        }
    }

    private void OnGetStatus(GetStatus command)
    {
        CaptureKey key = CaptureKey.Of(command.CaptureId);
        Sender.Tell(new StatusIs(_context.Reserved.Has(key) ? CaptureStatus.InProgress : _context.State.StatusOf(key)));
    }

    private void OnSinkChanged(SinkChanged change)
    {
        _context.SinkReason = change.Available ? null : change.Reason;
        Pump();
    }

    private void OnPersisted(ICaptureEvent happened)
    {
        _writing.Remove(happened, out EventWrite waiting);
        Apply(waiting);
        Pump();
    }

    private void Apply(EventWrite written)
    {
        _context.State.Apply(written.Event);
        _parts.Upkeep.Count(written.Event);
        written.Then();
    }

    private void Pump() => _parts.Pump();

    private Action<object> ToSender()
    {
        IActorRef sender = Sender;
        return reply => sender.Tell(reply);
    }

    private void StartUploader()
    {
        _parts.Delivery.Restart();
        _uploader = Context.WatchWith(Context.ActorOf(_setting.Uploader), UploaderStopped.Instance);
    }

    private void OnUploaderStopped()
    {
        CaptureEvents.UploaderRestarts.Write(_context.Log, _setting.Options.RetryPeriod);
        _context.Later("uploader", _setting.Options.RetryPeriod, StartUploader);
    }

    private void SayFailed(Exception cause, string what)
    {
        if (_setting.Life.Fails($"its journal cannot be {what}", cause))
        {
            CaptureEvents.JournalUnusable.Write(_context.Log, what, cause);
        }
    }

    /// <summary>A continuation of this life of the actor, on its own turn.</summary>
    private sealed record GoOn(Action Action) : INoSerializationVerificationNeeded, IDeadLetterSuppression;

    private sealed record UploaderStopped : INoSerializationVerificationNeeded
    {
        public static UploaderStopped Instance { get; } = new();
    }
}
