using Akka.Actor;
using Akka.Persistence;
using Microsoft.Data.Sqlite;

namespace Akka.Specs.Persistence.Sqlite;

public sealed class SqliteJournalSpecs : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly SqliteFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Events_snapshots_and_deletions_outlive_the_system()
    {
        await RunAsync((actor, observer) =>
        {
            Assert.Equal("recovered 0", observer.ExpectMsg<string>(Patience));
            for (int i = 1; i <= 150; i++)
            {
                actor.Tell(new Noted($"note {i}"));
            }

            for (int i = 1; i <= 150; i++)
            {
                Assert.Equal(new Noted($"note {i}"), observer.ExpectMsg<Noted>(Patience));
            }

            actor.Tell("snapshot");
            Assert.Equal(150, observer.ExpectMsg<SaveSnapshotSuccess>(Patience).Metadata.SequenceNr);
            actor.Tell("delete events");
            observer.ExpectMsg<DeleteMessagesSuccess>(Patience);
            actor.Tell(new Noted("note 151"));
            observer.ExpectMsg<Noted>(Patience);
            actor.Tell("snapshot");
            Assert.Equal(151, observer.ExpectMsg<SaveSnapshotSuccess>(Patience).Metadata.SequenceNr);
            actor.Tell("delete snapshots");
            observer.ExpectMsg<DeleteSnapshotsSuccess>(Patience);
            actor.Tell(new Noted("note 152"));
            observer.ExpectMsg<Noted>(Patience);
        });

        await RunAsync((_, observer) =>
        {
            SnapshotOffer offer = observer.ExpectMsg<SnapshotOffer>(Patience);
            Assert.Equal((new Noted("state 151"), 151L), (offer.Snapshot, offer.Metadata.SequenceNr));
            Assert.Equal(new Noted("note 152"), observer.ExpectMsg<Noted>(Patience));
            Assert.Equal("recovered 152", observer.ExpectMsg<string>(Patience));
        });
    }

    [Fact]
    public async Task Everything_deleted_leaves_the_number_to_go_on_from()
    {
        await RunAsync((actor, observer) =>
        {
            observer.ExpectMsg("recovered 0", Patience);
            actor.Tell(new Noted("one"));
            observer.ExpectMsg<Noted>(Patience);
            actor.Tell("delete events");
            observer.ExpectMsg<DeleteMessagesSuccess>(Patience);
        });

        await RunAsync((_, observer) => observer.ExpectMsg("recovered 1", Patience));
    }

    [Fact]
    public async Task A_failed_write_is_a_rejection_with_SQLites_own_error_and_the_actor_goes_on()
    {
        await RunAsync((actor, observer) =>
        {
            observer.ExpectMsg("recovered 0", Patience);
            Sql(_folder.Journal, "CREATE TRIGGER no_more BEFORE INSERT ON event_journal WHEN NEW.sequence_nr = 2 BEGIN SELECT RAISE(ABORT, 'no'); END");
            actor.Tell(new Noted("one"));
            actor.Tell(new Noted("two"));
            actor.Tell(new Noted("three"));

            Assert.Equal(new Noted("one"), observer.ExpectMsg<Noted>(Patience));
            Assert.Equal(19, observer.ExpectMsg<SqliteException>(Patience).SqliteErrorCode);
            Assert.Equal(new Noted("three"), observer.ExpectMsg<Noted>(Patience));
        });
    }

    [Fact]
    public async Task Tables_are_those_of_Akka_Persistence_Sqlite()
    {
        await RunAsync((actor, observer) =>
        {
            observer.ExpectMsg("recovered 0", Patience);
            actor.Tell("snapshot");
            observer.ExpectMsg<SaveSnapshotSuccess>(Patience);
        });

        Assert.Equal(
            """
            0 ordering INTEGER 1 1
            1 persistence_id VARCHAR(255) 1 0
            2 sequence_nr INTEGER(8) 1 0
            3 is_deleted INTEGER(1) 1 0
            4 manifest VARCHAR(255) 0 0
            5 timestamp INTEGER 1 0
            6 payload BLOB 1 0
            7 tags VARCHAR(2000) 0 0
            8 serializer_id INTEGER(4) 0 0
            unique persistence_id sequence_nr
            """,
            Schema.Of(_folder.Journal, "event_journal"));
        Assert.Equal(
            """
            0 persistence_id VARCHAR(255) 1 1
            1 sequence_nr INTEGER(8) 1 2
            unique persistence_id sequence_nr
            """,
            Schema.Of(_folder.Journal, "journal_metadata"));
        Assert.Equal(
            """
            0 persistence_id VARCHAR(255) 1 1
            1 sequence_nr INTEGER(8) 1 2
            2 created_at INTEGER(8) 1 0
            3 manifest VARCHAR(255) 1 0
            4 payload BLOB 1 0
            5 serializer_id INTEGER(4) 0 0
            unique persistence_id sequence_nr
            """,
            Schema.Of(_folder.Snapshots, "snapshot"));
    }

    [Fact]
    public async Task A_row_of_an_unknown_serializer_fails_the_recovery_and_names_serializer_and_manifest()
    {
        await RunAsync((actor, observer) =>
        {
            observer.ExpectMsg("recovered 0", Patience);
            actor.Tell(new Noted("one"));
            observer.ExpectMsg<Noted>(Patience);
        });
        Sql(_folder.Journal, "UPDATE event_journal SET serializer_id = 4711, manifest = 'strange'");

        await RunAsync((_, observer) =>
        {
            Exception failure = observer.ExpectMsg<Exception>(Patience);
            Assert.Contains("4711", failure.Message, StringComparison.Ordinal);
#if !AKKA_NUGET
            Assert.Contains("event 1 of book, serializer id [4711], manifest [strange]", failure.Message, StringComparison.Ordinal);
#endif
        });
    }

    internal static void Sql(string file, string sql)
    {
        using SqliteConnection connection = new($"Data Source={file};Pooling=False");
        connection.Open();
#pragma warning disable CA2100 // Literals of the specs.
        using SqliteCommand command = new(sql, connection);
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    private async Task RunAsync(Action<IActorRef, Akka.TestKit.TestProbe> scene)
    {
        ActorSystem system = _folder.Start();
        using TestKit.Xunit2.TestKit kit = new(system);
        Akka.TestKit.TestProbe observer = kit.CreateTestProbe();
        scene(system.ActorOf(Props.Create(() => new Notebook("book", observer.Ref))), observer);
        await system.Terminate();
    }
}
