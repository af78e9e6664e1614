namespace Akka.Actor;

internal sealed partial class ActorCell
{
    private List<SystemMessage> _aside;

    /// <summary>Handles one user message; what the actor throws goes to its supervisor.</summary>
    public void Invoke(in Envelope envelope)
    {
        _currentEnvelope = envelope;
        try
        {
            if (envelope.Message is IAutoReceivedMessage)
            {
                HandleAutoReceived(envelope.Message);
            }
            else
            {
                ReceiveMessage(envelope.Message);
            }

            if (!HasPendingTask)
            {
                _currentEnvelope = default;
            }
        }
        catch (Exception cause)
        {
            Fail(cause, childToKeepRunning: null);
        }

        if (_receiveTimeout.HasValue)
        {
            RearmReceiveTimeout(envelope.Message is not INotInfluenceReceiveTimeout);
        }
    }

    public void InvokeSystem(SystemMessage messages)
    {
        while (messages is not null)
        {
            var message = messages;
            messages = message.Next;
            message.Next = null;
            if (Mailbox.IsClosed)
            {
                DeadMailbox.Answer(message);
            }
            else if (MustWait(message))
            {
                (_aside ??= []).Add(message);
            }
            else
            {
                InvokeOne(message);
                messages = BringBack(messages);
            }
        }
    }

    /// <summary>Hands a message to the current behaviour.</summary>
    public void ReceiveMessage(object message)
    {
        if (message is TimerMessage timerMessage)
        {
            if (!timerMessage.TryUnwrap(_actor, out message))
            {
                return;
            }

            _currentEnvelope = new Envelope(message, _currentEnvelope.Sender);
            if (message is IAutoReceivedMessage)
            {
                HandleAutoReceived(message);
                return;
            }
        }

        _actor.AroundReceive(_behaviors.Peek(), message);
    }

    private void HandleAutoReceived(object message)
    {
        switch (message)
        {
            case Terminated terminated:
                ReceiveTerminated(terminated);
                break;
            case PoisonPill:
                Self.Stop();
                break;
            case Kill:
                throw new ActorKilledException("Kill");
            case Identify identify:
                Sender.Tell(new ActorIdentity(identify.MessageId, Self), Self);
                break;
            default:
                ReceiveMessage(message);
                break;
        }
    }

    private void InvokeOne(SystemMessage message)
    {
        try
        {
            Dispatch(message);
        }
        catch (Exception cause)
        {
            Fail(cause, (message as Failed)?.Child);
        }
    }

    private void Dispatch(SystemMessage message)
    {
        switch (message)
        {
            case Create:
                CreateActor();
                break;
            case Terminate:
                TerminateCell();
                break;
            case Suspend:
                Mailbox.Suspend();
                SuspendChildren(except: null);
                break;
            case Resume resume:
                ResumeActor(resume.CausedByFailure);
                break;
            case Recreate recreate:
                RecreateActor(recreate.Cause);
                break;
            case Failed failed:
                HandleFailed(failed);
                break;
            case Watch watch:
                AddWatcher(watch.Watchee, watch.Watcher);
                break;
            case Unwatch unwatch:
                RemoveWatcher(unwatch.Watcher);
                break;
            case DeathWatchNotification notification:
                HandleDeath(notification);
                break;
            case ResumeTask task:
                task.Runner.Run(task.Task);
                break;
            default:
                throw new InvalidOperationException($"Unknown system message {message.GetType()}.");
        }
    }

    private bool MustWait(SystemMessage message) =>
        IsWaitingForChildren ? message.WaitsForChildren : message.WaitsWhileSuspended && Mailbox.IsSuspended;

    /// <summary>Puts messages that waited before the rest again, once the cell can take them.</summary>
    private SystemMessage BringBack(SystemMessage rest)
    {
        for (var i = (_aside?.Count ?? 0) - 1; i >= 0; i--)
        {
            if (!MustWait(_aside[i]))
            {
                _aside[i].Next = rest;
                rest = _aside[i];
                _aside.RemoveAt(i);
            }
        }

        return rest;
    }
}
