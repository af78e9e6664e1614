using System.Collections.Concurrent;
using System.Collections.Immutable;
using Akka.Actor;
using Akka.Persistence;
using Akka.Persistence.Journal;

namespace Akka.Specs.Persistence.Sqlite.Inside;

/// <summary>The first answer to a batch lets the actor send the next one. Its answers must not come between the others of the first.</summary>
public sealed class AnswersUnderWaySpecs() : TestKit.Xunit2.TestKit(
    $$"""
    akka.persistence.journal { plugin = "akka.persistence.journal.slow", slow.class = "{{typeof(SlowJournal).AssemblyQualifiedName}}" }
    """)
{
    [Fact]
    public void A_batch_that_is_stored_at_once_is_told_of_behind_the_one_that_is_being_told_of()
    {
        var journal = Akka.Persistence.Persistence.Instance.Apply(Sys).JournalFor(null);
        Hasty actor = new(journal);

        journal.Tell(Hasty.Batch(actor, 1));
        AwaitCondition(() => actor.Heard.Count == 4);

        Assert.Equal(["WriteMessagesSuccessful", "stored 1", "WriteMessagesSuccessful", "stored 2"], actor.Heard);
    }

    /// <summary>Sends the next batch when it hears that it may, and goes on when the journal has handled it.</summary>
    private sealed class Hasty(IActorRef journal) : ActorRefBase
    {
        public ConcurrentQueue<string> Heard { get; } = new();

        public override ActorPath Path { get; } = new RootActorPath(new Address("akka", "spec")) / "hasty";

        public static WriteMessages Batch(Hasty actor, long number) =>
            new([new AtomicWrite(new Persistent(number, number, "hasty"))], actor, 1);

        protected override void TellInternal(object message, IActorRef sender)
        {
            Heard.Enqueue(message is WriteMessageSuccess one ? $"stored {one.Persistent.Payload}" : message.GetType().Name);
            if (message is WriteMessagesSuccessful && Heard.Count == 1)
            {
                journal.Tell(Batch(this, 2));
                _ = journal.Ask<ActorIdentity>(new Identify(null)).GetAwaiter().GetResult();
            }
        }
    }

    /// <summary>Stores the first batch on another thread and the others at once.</summary>
    private sealed class SlowJournal : MemoryJournal
    {
        private int _batches;

        protected override async Task<IImmutableList<Exception>> WriteMessagesAsync(IEnumerable<AtomicWrite> messages)
        {
            if (_batches++ == 0)
            {
                await Task.Yield();
            }

            return null!;
        }
    }
}
