using Akka.Actor;
using Akka.Configuration;

namespace Akka.Persistence;

public class Persistence : ExtensionIdProvider<PersistenceExtension>
{
    private static readonly Config Defaults = ConfigurationFactory.ParseString(
        """
        akka.persistence {
          max-concurrent-recoveries = 50
          journal {
            plugin = "akka.persistence.journal.inmem"
            inmem.class = "Akka.Persistence.Journal.MemoryJournal, Akka"
          }
          snapshot-store {
            plugin = ""
            inmem.class = "Akka.Persistence.Snapshot.MemorySnapshotStore, Akka"
          }
          no-snapshot-store.class = "Akka.Persistence.Snapshot.NoSnapshotStore, Akka"
          journal-plugin-fallback.recovery-event-timeout = 30s
        }
        """);

    public static Persistence Instance { get; } = new();

    /// <summary>Gets the settings that hold where the system's own say nothing; the extension adds them by itself.</summary>
    public static Config DefaultConfig() => Defaults;

    public override PersistenceExtension CreateExtension(ExtendedActorSystem system) => new(system);
}
