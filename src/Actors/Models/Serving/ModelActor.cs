using Akka.Actor;
using Akka.Event;
using EdgeActors.Models.Prediction;

namespace EdgeActors.Models.Serving;

/// <summary>
/// One loaded model. A prediction that finds no free slot is a message to it, and it alone lets it run or wait.
/// <code>
/// Loading  -> Ready      the engine has opened the model           registry: ModelReady
/// Loading  -> stopped    it could not, or the agent stops          registry: ModelFailed
/// Ready    -> Draining   Drain: no new predictions; a second Drain sets another time
/// Draining -> Releasing  the last answer is out; a drain whose time is up twice is told: ModelStuck
/// Releasing -> stopped   the engine's memory is free               registry: ModelDrained
/// </code>
/// A crash loses nothing: slots, queue and session live in <see cref="ModelLife"/>, and the message that failed is answered.
/// Stopped from outside, it refuses what waits and frees the session after the last answer.
/// </summary>
internal sealed class ModelActor : ReceiveActor, IWithTimers
{
    private const string DrainTimer = "drain";

    private readonly ModelLife _life;
    private readonly ModelSetting _setting;
    private readonly ILoggingAdapter _log = Context.GetLogger();

    public ModelActor(ModelLife life, ModelSetting setting)
    {
        (_life, _setting) = (life, setting);
        switch (life.Phase)
        {
            case ModelPhase.Loading:
                Loading();
                break;
            case ModelPhase.Ready:
                Ready();
                break;
            case ModelPhase.Draining:
                Draining();
                break;
            default:
                Releasing();
                break;
        }
    }

    public ITimerScheduler Timers { get; set; } = null!;

    public static Props Props(ModelLife life, ModelSetting setting) =>
        Akka.Actor.Props.Create(() => new ModelActor(life, setting));

    protected override void PreStart()
    {
        if (!_life.LoadBegun)
        {
            _life.LoadBegun = true;
            _setting.Loads.Dispatch(new SessionWork.Open(_life, _setting, Self));
        }
    }

    // Nothing is given up here: the next instance goes on with the same life.
    protected override void PreRestart(Exception reason, object message)
    {
        if (message is PredictOperation operation && operation.Model?.Admission.Forget(operation) == true)
        {
            operation.Refuse(PredictFaults.Crashed(_life.Handle));
        }
        else if (message is ServingProtocol.Drain or SessionWork.NotOpened or SessionWork.Released)
        {
            // Said once, and the registry waits for what follows from it.
            Self.Tell(message, Sender);
        }
    }

    protected override void PostRestart(Exception reason)
    {
        if (_life.Phase is ModelPhase.Draining or ModelPhase.Releasing)
        {
            BeginDrain();
        }
        else if (_life.Phase == ModelPhase.Loading && _life.Serving is not null)
        {
            OnOpened();
        }
    }

    protected override void PostStop()
    {
        if (_life.Serving is not { } serving)
        {
            _life.Dispose();
            return;
        }

        SessionWork.Release release = new(_life, ActorRefs.Nobody);
        serving.Admission.Close(() => _setting.Runs.Dispatch(release));
        serving.RefuseQueued(told: true, PredictFaults.Gone(_life.Handle));
    }

    private void Loading()
    {
        Receive<SessionWork.Opened>(_ => OnOpened());
        Receive<SessionWork.NotOpened>(OnNotOpened);
    }

    private void Ready()
    {
        Receive<PredictOperation>(OnPredict);
        Receive<ServingProtocol.EngineFailed>(OnEngineFailed);
        Receive<ServingProtocol.Drain>(OnDrain);
    }

    private void Draining()
    {
        Receive<PredictOperation>(OnPredict);
        Receive<ServingProtocol.EngineFailed>(OnEngineFailed);
        Receive<ServingProtocol.Drain>(OnDrain);
        Receive<DrainTimeUp>(OnDrainTimeUp);
        Receive<Idle>(_ => OnIdle());
    }

    private void Releasing()
    {
        Receive<ServingProtocol.Drain>(OnDrain);
        Receive<DrainTimeUp>(OnDrainTimeUp);
        Receive<SessionWork.Released>(OnReleased);
    }

    private void OnOpened()
    {
        if (_life.Serving is not { } serving)
        {
            return;
        }

        _life.Phase = ModelPhase.Ready;
        Become(Ready);
        Context.Parent.Tell(new ServingProtocol.ModelReady(_life.Generation, serving));
    }

    private void OnNotOpened(SessionWork.NotOpened outcome)
    {
        if (outcome.Unexpected is { } failure)
        {
            ModelEvents.LoadThrew.Write(_log, _life.Handle, _life.Folder, failure);
        }

        Context.Parent.Tell(new ServingProtocol.ModelFailed(_life.Generation, outcome.Fault));
        Context.Stop(Self);
    }

    private void OnPredict(PredictOperation operation)
    {
        ServingModel serving = _life.Serving!;
        // Who gave up meanwhile would only take a place in the queue.
        ModelFault? reason = _life.Revoked ?? (operation.IsPending ? null : PredictFaults.Cancelled);
        if (reason is not null && serving.Admission.Forget(operation))
        {
            operation.Refuse(reason);
        }
        else if (serving.Admission.Receive(operation) == Admittance.Run)
        {
            serving.Start(operation);
        }
    }

    private void OnEngineFailed(ServingProtocol.EngineFailed message) =>
        ModelEvents.RunThrew.Write(_log, _life.Handle, message.Failure);

    private void OnDrain(ServingProtocol.Drain drain)
    {
        _life.DrainTimeout = drain.Timeout;
        if (_life.Phase != ModelPhase.Releasing)
        {
            _life.Phase = ModelPhase.Draining;
            Become(Draining);
        }

        BeginDrain();
    }

    private void BeginDrain()
    {
        IActorRef self = Self;
        Timers.StartSingleTimer(DrainTimer, new DrainTimeUp(Final: false), _life.DrainTimeout);
        if (_life.Phase == ModelPhase.Draining)
        {
            _life.Serving!.Admission.Close(() => self.Tell(Idle.Instance, ActorRefs.NoSender));
        }
    }

    private void OnDrainTimeUp(DrainTimeUp time)
    {
        if (time.Final)
        {
            AdmissionCounts held = _life.Serving?.Admission.Counts ?? default;
            ModelEvents.UnloadHeld.Write(_log, _life.Handle, _life.DrainTimeout, held);
            Context.Parent.Tell(new ServingProtocol.ModelStuck(_life.Generation, held));
            return;
        }

        Timers.StartSingleTimer(DrainTimer, new DrainTimeUp(Final: true), _life.DrainTimeout);
        // Once all is answered nothing is left to end: an engine that frees its memory can only be waited for.
        if (_life.Phase == ModelPhase.Draining)
        {
            _life.Revoked = PredictFaults.Unloading(_life.Handle);
            int running = _life.Serving!.Revoke(_life.Revoked);
            ModelEvents.DrainCut.Write(_log, _life.Handle, _life.DrainTimeout, running);
        }
    }

    private void OnIdle()
    {
        _setting.Runs.Dispatch(new SessionWork.Release(_life, Self));
        _life.Phase = ModelPhase.Releasing;
        Become(Releasing);
    }

    private void OnReleased(SessionWork.Released outcome)
    {
        if (outcome.Unexpected is { } failure)
        {
            ModelEvents.UnloadThrew.Write(_log, _life.Handle, failure);
        }

        Context.Parent.Tell(new ServingProtocol.ModelDrained(_life.Generation));
        Context.Stop(Self);
    }

    private sealed record Idle : INoSerializationVerificationNeeded
    {
        public static Idle Instance { get; } = new();
    }

    private sealed record DrainTimeUp(bool Final) : INoSerializationVerificationNeeded, IDeadLetterSuppression;
}
