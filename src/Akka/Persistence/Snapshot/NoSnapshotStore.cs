namespace Akka.Persistence.Snapshot;

/// <summary>Stands in where no snapshot store is configured: nothing is ever found, and nothing can be saved.</summary>
public sealed class NoSnapshotStore : SnapshotStore
{
    protected override Task<SelectedSnapshot> LoadAsync(string persistenceId, SnapshotSelectionCriteria criteria) =>
        Task.FromResult<SelectedSnapshot>(null);

    protected override Task SaveAsync(SnapshotMetadata metadata, object snapshot) => throw Missing();

    protected override Task DeleteAsync(SnapshotMetadata metadata) => throw Missing();

    protected override Task DeleteAsync(string persistenceId, SnapshotSelectionCriteria criteria) => throw Missing();

    private static NoSnapshotStoreException Missing() =>
        new("No snapshot store is configured: set akka.persistence.snapshot-store.plugin to the path of one.");

    public class NoSnapshotStoreException : Exception
    {
        public NoSnapshotStoreException()
        {
        }

        public NoSnapshotStoreException(string message)
            : base(message)
        {
        }

        public NoSnapshotStoreException(string message, Exception innerException)
            : base(message, innerException)
        {
        }
    }
}
