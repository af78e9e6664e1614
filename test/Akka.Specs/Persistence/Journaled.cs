using Akka.Actor;
using Akka.Persistence;

namespace Akka.Specs.Persistence;

/// <summary>Runs what it is told in its own turn, and tells a log what comes back in recovery.</summary>
internal class Journaled : ReceivePersistentActor
{
    public Journaled(string id, IActorRef log)
    {
        PersistenceId = id;
        Events = log;
        Recover<string>(Back);
        Recover<SnapshotOffer>(offer => Events.Tell($"offer {offer.Snapshot} at {offer.Metadata.SequenceNr}"));
        Recover<RecoveryCompleted>(_ => OnCompleted());
        Command<Do>(Run);
        CommandAsync<DoAsync>(act => act.Action(this));
        Command<Terminated>(terminated => Events.Tell("died " + terminated.ActorRef.Path.Name));
        CommandAny(message => Events.Tell(message));
    }

    public override string PersistenceId { get; }

    public IActorRef Events { get; }

    public IActorRef Asker => Sender;

    public IActorContext Here => Context;

    public static Props Props(string id, IActorRef log) => Akka.Actor.Props.Create(() => new Journaled(id, log));

    protected virtual void OnCompleted() => Events.Tell($"recovered {LastSequenceNr}");

    protected override void OnPersistRejected(Exception cause, object @event, long sequenceNr) =>
        Events.Tell($"rejected {@event} {sequenceNr}: {cause.Message}", Sender);

    protected override void OnPersistFailure(Exception cause, object @event, long sequenceNr) =>
        Events.Tell($"failed {@event} {sequenceNr}: {cause.Message}", Sender);

    protected override void OnRecoveryFailure(Exception reason, object? message = null) =>
        Events.Tell($"recovery failed at {message ?? "no event"}: {reason.Message}");

    private void Back(string text)
    {
        if (text == "poison")
        {
            throw new InvalidOperationException("cannot take poison");
        }

        Events.Tell("back " + text);
    }

    private void Run(Do act) => act.Action(this);
}

/// <summary>Something to be done in the turn of a <see cref="Journaled"/>.</summary>
internal sealed record Do(Action<Journaled> Action)
{
    public static Do Persist(string text) => new(actor => actor.Persist(text, actor.Note));

    public static Do PersistAsync(string text) => new(actor => actor.PersistAsync(text, actor.Note));
}

internal sealed record DoAsync(Func<Journaled, Task> Action);

internal static class Notes
{
    /// <summary>Notes that an event is stored.</summary>
    public static void Note(this Journaled actor, string text) => actor.Events.Tell("stored " + text);
}
