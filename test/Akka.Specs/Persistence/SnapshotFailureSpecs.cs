using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Persistence;
using Akka.Persistence.Snapshot;
using Akka.TestKit;

namespace Akka.Specs.Persistence;

public sealed class SnapshotFailureSpecs : PersistenceTest
{
    public SnapshotFailureSpecs()
        : base(
            $$"""
            akka.scheduler.implementation = "Akka.TestKit.TestScheduler, Akka.TestKit"
            akka.persistence.snapshot-store { plugin = "akka.persistence.snapshot-store.broken", broken.class = "{{typeof(Broken).AssemblyQualifiedName}}" }
            """)
    {
    }

    private Faults Store => Broken.Of(Sys);

    [Fact]
    public void Snapshot_that_cannot_be_loaded_stops_the_actor()
    {
        Store.Load = () => throw new IOException("unreadable");

        var actor = Watch(Start("a"));

        ExpectMsg("recovery failed at no event: unreadable");
        ExpectTerminated(actor);
    }

    [Fact]
    public void Store_that_is_silent_for_the_event_timeout_stops_the_actor()
    {
        var never = new TaskCompletionSource<SelectedSnapshot>();
        Store.Load = () => never.Task;

        var actor = Watch(Start("a"));
        AwaitCondition(() =>
        {
            ((TestScheduler)Sys.Scheduler).Advance(TimeSpan.FromSeconds(30));
            return HasMessages;
        });

        Assert.Contains("didn't get snapshot within 30s", ExpectMsg<string>(), StringComparison.Ordinal);
        ExpectTerminated(actor);
    }

    [Fact]
    public void Actor_that_cannot_take_its_snapshot_is_stopped()
    {
        Store.Load = () => Task.FromResult(new SelectedSnapshot(new SnapshotMetadata("a", 1, DateTime.UnixEpoch), "state"));

        var actor = Watch(Sys.ActorOf(Props.Create(() => new Picky("a", TestActor))));

        Assert.Contains("bad snapshot", ExpectMsg<string>(), StringComparison.Ordinal);
        ExpectTerminated(actor);
    }

    [Fact]
    public void Failed_save_is_told_and_what_is_left_of_it_deleted()
    {
        var actor = Recovered("a");

        actor.Tell(new Do(self => self.SaveSnapshot("state")));

        Assert.Equal("disk full", ExpectMsg<SaveSnapshotFailure>().Cause.Message);
        AwaitCondition(() => Store.Deleted.Count == 1);
    }

    [Fact]
    public void Failure_that_the_actor_does_not_handle_is_a_warning()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Deaf("a")));

        EventFilter.Warning(contains: "Failed to SaveSnapshot").ExpectOne(() => actor.Tell("save"));

        Assert.NotNull(actor);
    }

    internal sealed class Faults
    {
        public Func<Task<SelectedSnapshot>> Load { get; set; } = () => Task.FromResult<SelectedSnapshot>(null!);

        public ConcurrentQueue<SnapshotMetadata> Deleted { get; } = new();
    }

    private sealed class Broken : MemorySnapshotStore
    {
        private static readonly ConcurrentDictionary<string, Faults> All = new();

        private readonly Faults _faults = Of(Context.System);

        public static Faults Of(ActorSystem system) => All.GetOrAdd(system.Name, _ => new Faults());

        protected override Task<SelectedSnapshot> LoadAsync(string persistenceId, SnapshotSelectionCriteria criteria) => _faults.Load();

        protected override Task SaveAsync(SnapshotMetadata metadata, object snapshot) => throw new IOException("disk full");

        protected override Task DeleteAsync(SnapshotMetadata metadata)
        {
            _faults.Deleted.Enqueue(metadata);
            return Task.CompletedTask;
        }
    }

    private sealed class Picky : Journaled
    {
        public Picky(string id, IActorRef log)
            : base(id, log)
        {
        }

        protected override bool AroundReceive(Receive receive, object message) => base.AroundReceive(
            receive, message is LoadSnapshotResult { Snapshot: { } found } ? new LoadSnapshotResult(new SelectedSnapshot(found.Metadata, new Bad()), 1) : message);
    }

    private sealed class Bad
    {
        public override string ToString() => throw new InvalidOperationException("bad snapshot");
    }

    private sealed class Deaf : UntypedPersistentActor
    {
        public Deaf(string id) => PersistenceId = id;

        public override string PersistenceId { get; }

        protected override void OnRecover(object message)
        {
            // There is nothing to recover.
        }

        protected override void OnCommand(object message)
        {
            if (message is "save")
            {
                SaveSnapshot("state");
            }
            else
            {
                Unhandled(message);
            }
        }
    }
}
