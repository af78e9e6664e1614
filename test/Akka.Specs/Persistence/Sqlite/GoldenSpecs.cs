using Akka.Actor;
using Akka.Persistence;

namespace Akka.Specs.Persistence.Sqlite;

/// <summary>Files that are never written again: what they hold must stay readable.</summary>
public sealed class GoldenSpecs : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly SqliteFolder _folder = new();

    public void Dispose() => _folder.Dispose();

#if !AKKA_NUGET
    // The real one would look for the class of the first event, which is not here.
    [GoldenFact]
    public async Task Events_that_Akka_NET_wrote_are_recovered()
    {
        File.Copy(GoldenFactAttribute.File!, _folder.Journal);
        SqliteJournalSpecs.Sql(_folder.Journal, "DELETE FROM snapshot");

        await RecoverAsync("g1", observer =>
        {
            Assert.Contains("\"$type\":\"Rec, Golden\"", observer.ExpectMsg<string>(Patience), StringComparison.Ordinal);
            Assert.Equal(["\"text\"", "{\"$\":\"I42\"}", "42", "true"], observer.ReceiveN(4, Patience).Cast<string>());
            Assert.Equal([1, 2, 3], observer.ExpectMsg<byte[]>(Patience));
            Assert.Equal(new Noted("x"), observer.ExpectMsg<Noted>(Patience));
            observer.ExpectMsg("recovered 7", Patience);
        });
        await RecoverAsync("g2", observer => observer.ExpectMsg("recovered 2", Patience));
    }
#endif

    [GoldenFact]
    public async Task A_snapshot_that_Akka_NET_wrote_is_offered()
    {
        File.Copy(GoldenFactAttribute.File!, _folder.Journal);
        File.Copy(GoldenFactAttribute.File!, _folder.Snapshots);

        await RecoverAsync("g1", observer =>
        {
            SnapshotOffer offer = observer.ExpectMsg<SnapshotOffer>(Patience);
            Assert.Equal((new Noted("snap"), 7L), (offer.Snapshot, offer.Metadata.SequenceNr));
            Assert.Equal(639309353331147308, offer.Metadata.Timestamp.Ticks);
            observer.ExpectMsg("recovered 7", Patience);
        });
    }

    [Fact]
    public async Task Files_of_the_first_version_of_this_journal_are_recovered()
    {
        string golden = Path.Combine(AppContext.BaseDirectory, "Persistence", "Sqlite", "Golden");
        File.Copy(Path.Combine(golden, "journal-v1.db"), _folder.Journal);
        File.Copy(Path.Combine(golden, "snapshots-v1.db"), _folder.Snapshots);

        await RecoverAsync("own", observer =>
        {
            SnapshotOffer offer = observer.ExpectMsg<SnapshotOffer>(Patience);
            Assert.Equal((new Noted("state 2"), 2L), (offer.Snapshot, offer.Metadata.SequenceNr));
            Assert.Equal(new Noted("third"), observer.ExpectMsg<Noted>(Patience));
            Assert.Equal([9, 8, 7], observer.ExpectMsg<byte[]>(Patience));
            observer.ExpectMsg("recovered 4", Patience);
        });
        await RecoverAsync("gone", observer => observer.ExpectMsg("recovered 1", Patience));
    }

    private async Task RecoverAsync(string id, Action<Akka.TestKit.TestProbe> scene)
    {
        ActorSystem system = _folder.Start();
        using TestKit.Xunit2.TestKit kit = new(system);
        Akka.TestKit.TestProbe observer = kit.CreateTestProbe();
        system.ActorOf(Props.Create(() => new Notebook(id, observer.Ref)));
        scene(observer);
        await system.Terminate();
    }
}

/// <summary>A fact about a database that Akka.NET wrote, which lies outside the tree.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class GoldenFactAttribute : FactAttribute
{
    public GoldenFactAttribute() => Skip = File is null ? "golden/akka-1.5.30.db is not here: set EDGEACTORS_SHARED to the folder above golden." : null;

    public static string? File => Candidates().FirstOrDefault(System.IO.File.Exists);

    private static IEnumerable<string> Candidates()
    {
        const string Name = "golden/akka-1.5.30.db";
        if (Environment.GetEnvironmentVariable("EDGEACTORS_SHARED") is { Length: > 0 } shared)
        {
            yield return Path.Combine(shared, Name);
        }

        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            yield return Path.Combine(folder.FullName, "shared", Name);
        }
    }
}
