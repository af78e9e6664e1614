using Akka.Actor.Internal;
using Akka.Event;

namespace Akka.Actor;

internal sealed partial class ActorCell
{
    private void CreateActor()
    {
        try
        {
            Incarnate();
            _actor.AroundPreStart();
            RearmReceiveTimeout(influence: true);
        }
        catch (Exception e)
        {
            _actor = null;
            throw new ActorInitializationException(Self, "Exception during creation", e);
        }
    }

    /// <summary>Makes a new instance and gives it what it may ask for: behaviour, stash and timers.</summary>
    private void Incarnate()
    {
        _behaviors.Clear();
        _behaviors.Push(static _ => false);
        var actor = Props.NewActor() ?? throw new ActorInitializationException(Self, $"{Props.Type} gave no actor.");
        _actor = actor;
        actor.Bind(this);
        if (actor is IActorStash stashing)
        {
            stashing.Stash = new MailboxStash(this);
        }

        if (actor is IWithTimers timed)
        {
            timed.Timers = new TimerScheduler(this);
        }

        (actor as IInitializableActor)?.Init();
        SetInitialBehavior(actor);
    }

    /// <summary>The first behaviour lies at the bottom, even when the constructor already called Become.</summary>
    private void SetInitialBehavior(ActorBase actor)
    {
        var above = _behaviors.Reverse().Skip(1).ToArray();
        _behaviors.Clear();
        _behaviors.Push(actor.InitialBehavior);
        foreach (var behavior in above)
        {
            _behaviors.Push(behavior);
        }
    }

    private void TerminateCell()
    {
        StopReceiveTimeout();
        _tasks?.Abandon();
        UnwatchAll();
        var first = !IsTerminating;
        lock (_childrenLock)
        {
            // Before the children are stopped: guardians get children from other threads, and none may slip through.
            _acceptsNoChildren = true;
        }

        StopChildren();

        if (!WaitForChildren(new TerminationReason.Termination()))
        {
            FinishTerminate();
        }
        else if (first)
        {
            // No more user messages, and failures on the way out are no longer the supervisor's business.
            Mailbox.Suspend();
            _failed = Self;
        }
    }

    private void FinishTerminate()
    {
        var actor = _actor;
        try
        {
            actor?.AroundPostStop();
        }
        catch (Exception e)
        {
            Log(new Error(e, Self.Path.ToString(), actor.GetType(), e.Message));
        }
        finally
        {
            ReleaseActor(actor);
            UnwatchAll();
            Mailbox.Close();
            SystemImpl.EventStream.Forget(Self);
            Parent.SendSystemMessage(new DeathWatchNotification(Self, existenceConfirmed: true));
            TellWatchers();
            _actor = null;
            _currentEnvelope = default;
        }
    }

    private void ReleaseActor(ActorBase actor)
    {
        if (actor is null)
        {
            return;
        }

        (actor as IActorStash)?.Stash?.UnstashAll();
        try
        {
            Props.Release(actor);
        }
        catch (Exception e)
        {
            Log(new Error(e, Self.Path.ToString(), actor.GetType(), $"Dispose failed: {e.Message}"));
        }

        actor.Clear(Self);
    }
}
