using Akka.Actor;
using Akka.Configuration;

namespace Akka.Persistence.Sqlite;

/// <summary>The SQLite plugins of a system: their defaults, and an upgrade of its settings with them.</summary>
public class SqlitePersistence : IExtension
{
    public const string JournalConfigPath = "akka.persistence.journal.sqlite";
    public const string SnapshotConfigPath = "akka.persistence.snapshot-store.sqlite";

    public readonly Config DefaultJournalConfig;
    public readonly Config DefaultSnapshotConfig;

    public SqlitePersistence(ExtendedActorSystem system)
    {
        var defaults = DefaultConfiguration();
        system.Settings.InjectTopLevelFallback(defaults);
        DefaultJournalConfig = defaults.GetConfig(JournalConfigPath);
        DefaultSnapshotConfig = defaults.GetConfig(SnapshotConfigPath);
    }

    public static SqlitePersistence Get(ActorSystem system) => system.WithExtension<SqlitePersistence, SqlitePersistenceProvider>();

    /// <summary>
    /// Makes both plugins the default ones. Connection strings are empty: append this to what sets them. The keys of the second block of
    /// each plugin are this implementation's own and mean nothing to Akka.Persistence.Sqlite.
    /// </summary>
    public static Config DefaultConfiguration() => ConfigurationFactory.ParseString(
        """
        akka.persistence {
          journal {
            plugin = "akka.persistence.journal.sqlite"
            sqlite {
              class = "Akka.Persistence.Sqlite.Journal.SqliteJournal, Akka"
              connection-string = ""
              table-name = event_journal
              metadata-table-name = journal_metadata
              auto-initialize = off

              journal-mode = wal
              exclusive = auto
              busy-timeout-ms = 5000
              checkpoint-pages = 60
              journal-size-limit = 393216
              max-transaction-bytes = 262144
              budget = 0
              shrink-above = 1048576
              ballast-file = ""
              ballast-size = 262144
              ballast-manifests = ""
              damaged-folder = ""
            }
          }
          snapshot-store {
            plugin = "akka.persistence.snapshot-store.sqlite"
            sqlite {
              class = "Akka.Persistence.Sqlite.Snapshot.SqliteSnapshotStore, Akka"
              connection-string = ""
              table-name = snapshot
              auto-initialize = off

              journal-mode = delete
              exclusive = auto
              busy-timeout-ms = 5000
              checkpoint-pages = 60
              journal-size-limit = 393216
              max-transaction-bytes = 262144
              budget = 0
              shrink-above = 1048576
              ballast-file = ""
              ballast-size = 262144
              ballast-manifests = ""
              damaged-folder = ""
            }
          }
        }
        """);
}

public class SqlitePersistenceProvider : ExtensionIdProvider<SqlitePersistence>
{
    public override SqlitePersistence CreateExtension(ExtendedActorSystem system) => new(system);
}
