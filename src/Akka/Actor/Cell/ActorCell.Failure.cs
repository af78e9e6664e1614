using Akka.Event;

namespace Akka.Actor;

internal sealed partial class ActorCell
{
    /// <summary>Who failed: this actor or the child whose failure it could not handle. Null while all is well.</summary>
    private IActorRef _failed;

    /// <summary>Stops work here and below, and asks the supervisor what to do.</summary>
    public void Fail(Exception cause, IActorRef childToKeepRunning)
    {
        if (_failed is not null)
        {
            return;
        }

        Mailbox.Suspend();
        _failed = childToKeepRunning ?? Self;
        SuspendChildren(childToKeepRunning);
        Parent.SendSystemMessage(new Failed(Self, cause));
    }

    private void HandleFailed(Failed failed)
    {
        // An unknown child, or an older incarnation under the same name, has no say any more.
        if (FindChild(failed.Child) is not { } stats)
        {
            return;
        }

        if (!Strategy().HandleFailure(this, failed.Child, failed.Cause, stats, Stats()))
        {
            Fail(failed.Cause, failed.Child);
        }
    }

    private SupervisorStrategy Strategy() =>
        Props.SupervisorStrategy ?? _actor?.Strategy() ?? Akka.Actor.SupervisorStrategy.DefaultStrategy;

    private void ResumeActor(Exception causedByFailure)
    {
        if (_actor is null)
        {
            CreateAgain();
            return;
        }

        var perpetrator = _failed;
        Mailbox.Resume();
        if (causedByFailure is not null)
        {
            _failed = null;
            _currentEnvelope = default;
        }

        ResumeChildren(causedByFailure, perpetrator);
    }

    private void RecreateActor(Exception cause)
    {
        if (_actor is null)
        {
            CreateAgain();
            return;
        }

        if (_waitingReason is not null)
        {
            // Already on its way out: only the suspension has to be balanced.
            ResumeActor(causedByFailure: null);
            return;
        }

        var failed = _actor;
        try
        {
            failed.AroundPreRestart(cause, _currentEnvelope.Message);
        }
        catch (Exception e)
        {
            Log(new Error(new PreRestartException(Self, e, cause, _currentEnvelope.Message), Self.Path.ToString(), failed.GetType(), e.Message));
        }
        finally
        {
            ReleaseActor(failed);
        }

        if (!WaitForChildren(new TerminationReason.Recreation(cause)))
        {
            FinishRecreate(cause);
        }
    }

    private void FinishRecreate(Exception cause)
    {
        var survivors = Stats();
        Mailbox.Resume();
        _failed = null;
        _currentEnvelope = default;
        try
        {
            _actor = null;
            Incarnate();
            _actor.AroundPostRestart(cause, null);
            foreach (var survivor in survivors)
            {
                survivor.Child.Restart(cause);
            }
        }
        catch (Exception e)
        {
            _actor = null;
            Fail(new PostRestartException(Self, e, cause), childToKeepRunning: null);
        }
    }

    /// <summary>The instance never came to be: a restart or resume then means to try creation again.</summary>
    private void CreateAgain()
    {
        StopReceiveTimeout();
        StopChildren();
        if (!WaitForChildren(new TerminationReason.Creation()))
        {
            FinishCreate();
        }
    }

    private void FinishCreate()
    {
        Mailbox.Resume();
        _failed = null;
        try
        {
            CreateActor();
        }
        catch (Exception e)
        {
            Fail(e, childToKeepRunning: null);
        }
    }
}
