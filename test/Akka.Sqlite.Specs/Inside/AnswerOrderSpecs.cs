using System.Collections.Concurrent;
using System.Collections.Immutable;
using Akka.Actor;
using Akka.Persistence;
using Akka.Persistence.Journal;

namespace Akka.Specs.Persistence.Sqlite.Inside;

/// <summary>What comes while events are being stored is answered behind them, whatever becomes of them.</summary>
public sealed class AnswerOrderSpecs : TestKit.Xunit2.TestKit
{
    private static int _systems;

    private readonly Commits _commits;
    private readonly IActorRef _writer;

    public AnswerOrderSpecs()
        : base(
            $$"""
            akka.persistence.journal { plugin = "akka.persistence.journal.slow", slow.class = "{{typeof(SlowJournal).AssemblyQualifiedName}}" }
            akka.persistence.snapshot-store.plugin = "akka.persistence.snapshot-store.inmem"
            """,
            $"answers-{Interlocked.Increment(ref _systems)}")
    {
        _commits = Commits.Of(Sys);
        _writer = Sys.ActorOf(Props.Create(() => new Writer()));
        _writer.Tell("first", TestActor);
        AwaitCondition(() => _commits.Begun == 1);
    }

    [Fact]
    public void A_handler_that_was_deferred_behind_an_event_waits_until_that_is_stored()
    {
        _writer.Tell("defer", TestActor);
        _writer.Tell("turn", TestActor);
        ExpectMsg("turn");

        _commits.First.SetResult(null);

        ExpectMsg("stored first");
        ExpectMsg("called defer");
    }

    [Fact]
    public void A_batch_that_storage_takes_sooner_is_told_of_behind_the_one_before()
    {
        _writer.Tell("second", TestActor);

        _commits.First.SetResult(null);

        ExpectMsg("stored first");
        ExpectMsg("stored second");
    }

    [Fact]
    public void A_commit_that_fails_rejects_its_own_events_only()
    {
        _writer.Tell("second", TestActor);

        _commits.First.SetResult([new IOException("the commit failed")]);

        ExpectMsg("rejected first");
        ExpectMsg("stored second");
        _writer.Tell("third", TestActor);
        ExpectMsg("stored third");
    }

    private sealed class Commits
    {
        private static readonly ConcurrentDictionary<string, Commits> All = new();

        public int Begun;

        public TaskCompletionSource<IImmutableList<Exception>?> First { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public static Commits Of(ActorSystem system) => All.GetOrAdd(system.Name, static _ => new Commits());
    }

    /// <summary>Takes its time with the first batch and none with the others.</summary>
    private sealed class SlowJournal : MemoryJournal
    {
        private readonly Commits _commits = Commits.Of(Context.System);

        protected override Task<IImmutableList<Exception>> WriteMessagesAsync(IEnumerable<AtomicWrite> messages) =>
            Interlocked.Increment(ref _commits.Begun) == 1 ? _commits.First.Task! : Task.FromResult<IImmutableList<Exception>>(null!);
    }

    private sealed class Writer : ReceivePersistentActor
    {
        public Writer()
        {
            Command<string>(static text => text == "turn", text => Sender.Tell(text));
            Command<string>(static text => text == "defer", text => DeferAsync(text, called => Sender.Tell("called " + called)));
            Command<string>(text => PersistAsync(text, stored => Sender.Tell("stored " + stored)));
        }

        public override string PersistenceId => "writer";

        protected override void OnPersistRejected(Exception cause, object @event, long sequenceNr) => Sender.Tell("rejected " + @event);
    }
}
