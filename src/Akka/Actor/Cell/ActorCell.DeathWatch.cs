namespace Akka.Actor;

internal sealed partial class ActorCell
{
    /// <summary>Whom this actor watches, with the message it wants instead of Terminated.</summary>
    private Dictionary<IActorRef, object> _watching;

    private HashSet<IInternalActorRef> _watchers;

    /// <summary>Deaths that are queued as user messages; taken out again by Unwatch.</summary>
    private Dictionary<IActorRef, object> _terminatedQueued;

    public IActorRef Watch(IActorRef subject) => WatchWithCustom(subject, customMessage: null);

    public IActorRef WatchWith(IActorRef subject, object message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return WatchWithCustom(subject, message);
    }

    public IActorRef Unwatch(IActorRef subject)
    {
        if (!subject.Equals(Self))
        {
            if (_watching?.Remove(subject) == true)
            {
                ((IInternalActorRef)subject).SendSystemMessage(new Unwatch(Self));
            }

            _terminatedQueued?.Remove(subject);
        }

        return subject;
    }

    /// <summary>Puts an envelope before all others; a death that the actor has seen and put aside counts as not seen again.</summary>
    public void PutBack(in Envelope envelope)
    {
        if (envelope.Message is Terminated terminated)
        {
            (_terminatedQueued ??= [])[terminated.ActorRef] = null;
        }

        Mailbox.PushFront(envelope);
    }

    private IActorRef WatchWithCustom(IActorRef subject, object customMessage)
    {
        if (subject.Equals(Self))
        {
            return subject;
        }

        _watching ??= [];
        if (!_watching.TryGetValue(subject, out var previous))
        {
            _watching.Add(subject, customMessage);
            ((IInternalActorRef)subject).SendSystemMessage(new Watch((IInternalActorRef)subject, Self));
        }
        else if (!Equals(previous, customMessage))
        {
            throw new InvalidOperationException(
                $"Watch({Self}, {subject}) was called before with another termination message. Call Unwatch first.");
        }

        return subject;
    }

    private void HandleDeath(DeathWatchNotification notification)
    {
        var actor = notification.Actor;
        if (_watching is not null && _watching.Remove(actor, out var customMessage) && !IsTerminating)
        {
            (_terminatedQueued ??= [])[actor] = customMessage;
            Self.Tell(new Terminated(actor, notification.ExistenceConfirmed, addressTerminated: false), actor);
        }

        if (FindChild(actor) is { } child)
        {
            HandleChildTerminated(child);
        }
    }

    private void ReceiveTerminated(Terminated terminated)
    {
        if (_terminatedQueued is null || !_terminatedQueued.Remove(terminated.ActorRef, out var customMessage))
        {
            return;
        }

        var message = customMessage ?? terminated;
        _currentEnvelope = new Envelope(message, _currentEnvelope.Sender);
        ReceiveMessage(message);
    }

    private void AddWatcher(IInternalActorRef watchee, IInternalActorRef watcher)
    {
        if (watchee.Equals(Self) && !watcher.Equals(Self))
        {
            (_watchers ??= []).Add(watcher);
        }
    }

    private void RemoveWatcher(IInternalActorRef watcher) => _watchers?.Remove(watcher);

    private void TellWatchers()
    {
        foreach (var watcher in _watchers ?? [])
        {
            // The parent hears of every child anyhow.
            if (!watcher.Equals(Parent))
            {
                watcher.SendSystemMessage(new DeathWatchNotification(Self, existenceConfirmed: true));
            }
        }

        _watchers = null;
    }

    private void UnwatchAll()
    {
        foreach (var subject in _watching?.Keys.ToArray() ?? [])
        {
            ((IInternalActorRef)subject).SendSystemMessage(new Unwatch(Self));
        }

        _watching?.Clear();
        _terminatedQueued?.Clear();
    }
}
