using System.Globalization;
using Akka.Configuration;
using Akka.Persistence.Sqlite;
using EdgeActors.Capture.Journal;
using EdgeActors.Configuration.Capture;
using EdgeActors.Storage.Files;

namespace EdgeActors.Hosting.Capture;

/// <summary>
/// Where the captures' events and snapshots are kept: two SQLite files with <c>DbEnable</c>, since one would have them wait for each other, else
/// memory. The files' budgets with all their side files add up to less than the 5 MB that the component's <c>DbEnable</c> promises.
/// </summary>
internal static class CaptureJournal
{
    /// <summary>Bytes of everything in the folder at all times.</summary>
    public const long Budget = 5_242_880;

    /// <summary>Bytes of a file that is given up when a full disk keeps confirmed captures from being removed.</summary>
    public const long Ballast = 256 << 10;

    // A snapshot and its successor, 800 KB each at most, are on disk together for a moment.
    private const long SnapshotBudget = 1_850_000;
    private const long EventBudget = 3_100_000;

    /// <summary>Name of the folder in the data root.</summary>
    public const string FolderName = "db";

    /// <summary>Name of the folder in the data root that damaged databases are moved to, since they count in no budget.</summary>
    public const string DamagedFolder = "damaged";

    /// <summary>Name of the events' file.</summary>
    public const string JournalFile = "journal.db";

    /// <summary>Name of the snapshots' file.</summary>
    public const string SnapshotFile = "snapshots.db";

    /// <summary>Settings for the actor system; the folder is made and checked when it is needed.</summary>
    /// <exception cref="StorageException">The folder cannot be made, or belongs to somebody else.</exception>
    public static Config Settings(CaptureSettings settings)
    {
        if (!settings.Buffer.Durable)
        {
            return ConfigurationFactory.ParseString(CaptureJournalSerializer.Hocon + InMemory);
        }

        DurableFolder folder = new(Path.Combine(settings.DataRoot, FolderName), FileCalls.ForThisSystem());
        folder.Ensure();
        DurableFolder damaged = new(Path.Combine(settings.DataRoot, DamagedFolder), FileCalls.ForThisSystem());
        damaged.Ensure();
        return ConfigurationFactory.ParseString(CaptureJournalSerializer.Hocon + OnDisk(folder.Path, damaged.Path))
            .WithFallback(SqlitePersistence.DefaultConfiguration());
    }

    private static string InMemory =>
        """

        akka.persistence.journal.plugin = "akka.persistence.journal.inmem"
        akka.persistence.snapshot-store.plugin = "akka.persistence.snapshot-store.inmem"
        """;

    private static string OnDisk(string folder, string damaged) => string.Create(
        CultureInfo.InvariantCulture,
        $$"""

        akka.persistence {
          journal {
            plugin = "akka.persistence.journal.sqlite"
            sqlite {
              connection-string = {{Quoted("Data Source=" + Path.Combine(folder, JournalFile))}}
              auto-initialize = on
              budget = {{EventBudget}}
              ballast-file = {{Quoted(Path.Combine(folder, "ballast"))}}
              ballast-size = {{Ballast}}
              ballast-manifests = "{{CaptureJournalSerializer.ManifestsOfEnds}}"
              damaged-folder = {{Quoted(damaged)}}
            }
          }
          snapshot-store {
            plugin = "akka.persistence.snapshot-store.sqlite"
            sqlite {
              connection-string = {{Quoted("Data Source=" + Path.Combine(folder, SnapshotFile))}}
              auto-initialize = on
              budget = {{SnapshotBudget}}
              damaged-folder = {{Quoted(damaged)}}
            }
          }
        }
        """);

    private static string Quoted(string text) =>
        '"' + text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal) + '"';
}
