namespace Akka.Persistence.Snapshot;

/// <summary>Keeps snapshots as long as the system lives.</summary>
public class MemorySnapshotStore : SnapshotStore
{
    protected virtual List<SnapshotEntry> Snapshots { get; } = [];

    protected override Task<SelectedSnapshot> LoadAsync(string persistenceId, SnapshotSelectionCriteria criteria)
    {
        var newest = Snapshots.Where(entry => entry.PersistenceId == persistenceId && IsMatch(criteria, entry)).MaxBy(entry => entry.SequenceNr);
        return Task.FromResult(newest is null
            ? null
            : new SelectedSnapshot(new SnapshotMetadata(persistenceId, newest.SequenceNr, Time(newest)), newest.Snapshot));
    }

    protected override Task SaveAsync(SnapshotMetadata metadata, object snapshot)
    {
        Snapshots.RemoveAll(entry => entry.PersistenceId == metadata.PersistenceId && entry.SequenceNr == metadata.SequenceNr);
        Snapshots.Add(new SnapshotEntry
        {
            Id = $"{metadata.PersistenceId}_{metadata.SequenceNr}",
            PersistenceId = metadata.PersistenceId,
            SequenceNr = metadata.SequenceNr,
            Timestamp = metadata.Timestamp.Ticks,
            Snapshot = snapshot,
        });
        return Task.CompletedTask;
    }

    protected override Task DeleteAsync(SnapshotMetadata metadata)
    {
        Snapshots.RemoveAll(entry => entry.PersistenceId == metadata.PersistenceId && entry.SequenceNr == metadata.SequenceNr
            && (metadata.Timestamp == DateTime.MinValue || entry.Timestamp == metadata.Timestamp.Ticks));
        return Task.CompletedTask;
    }

    protected override Task DeleteAsync(string persistenceId, SnapshotSelectionCriteria criteria)
    {
        Snapshots.RemoveAll(entry => entry.PersistenceId == persistenceId && IsMatch(criteria, entry));
        return Task.CompletedTask;
    }

    private static bool IsMatch(SnapshotSelectionCriteria criteria, SnapshotEntry entry) => criteria.IsMatch(entry.SequenceNr, Time(entry));

    private static DateTime Time(SnapshotEntry entry) => new(entry.Timestamp, DateTimeKind.Utc);
}

public class SnapshotEntry
{
    public string Id { get; set; }

    public string PersistenceId { get; set; }

    public long SequenceNr { get; set; }

    /// <summary>Gets or sets when the snapshot was taken, in UTC ticks.</summary>
    public long Timestamp { get; set; }

    public object Snapshot { get; set; }
}
