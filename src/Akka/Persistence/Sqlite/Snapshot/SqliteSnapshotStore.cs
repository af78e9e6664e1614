using Akka.Configuration;
using Akka.Event;
using Akka.Persistence.Snapshot;
using Akka.Persistence.Sqlite.Damage;
using Akka.Persistence.Sqlite.Database;

namespace Akka.Persistence.Sqlite.Snapshot;

/// <summary>
/// Keeps snapshots in a SQLite file of its own. Its journal mode is DELETE by default, with synchronous EXTRA: a new snapshot then takes its own
/// size and no more, where a write-ahead log would hold it a second time.
/// </summary>
public class SqliteSnapshotStore : SnapshotStore
{
    private readonly SqliteOptions _options;
    private readonly ILoggingAdapter _log;
    private readonly Serialization.Serialization _serialization;
    private readonly Ballast _ballast;
    private SnapshotTable _table;
    private DatabaseThread _thread;

    public SqliteSnapshotStore(Config snapshotConfig)
    {
        var defaults = SqlitePersistence.Get(Context.System).DefaultSnapshotConfig;
        _options = SqliteOptions.Read(SqlitePersistence.SnapshotConfigPath, snapshotConfig.SafeWithFallback(defaults));
        _ballast = new Ballast(_options.BallastFile, _options.BallastSize);
        _log = Context.GetLogger();
        _serialization = Context.System.Serialization;
    }

    protected override void PreStart()
    {
        var schema = SnapshotTable.Schema(_options);
        var database = new SqliteDatabase(_options, schema)
        {
            Troubled = (what, e) => _log.Warning("Snapshot store {0}: {1} failed: {2}", _options.File, what, e.Message),
        };
        _table = new SnapshotTable(database, _ballast);
        _thread = new DatabaseThread("snapshots", database, _ => { });
        PluginStart.Begin(_thread, new DatabaseDoctor(_options, schema, isJournal: false), database, _ballast, _log);
        base.PreStart();
    }

    protected override void PostStop()
    {
        _thread?.Dispose();
        base.PostStop();
    }

    protected override async Task<SelectedSnapshot> LoadAsync(string persistenceId, SnapshotSelectionCriteria criteria)
    {
        var row = await _thread.RunAsync(() => _table.Load(
            persistenceId,
            criteria.MinSequenceNr,
            criteria.MaxSequenceNr,
            (criteria.MinTimestamp ?? DateTime.MinValue).Ticks,
            criteria.MaxTimeStamp.Ticks)).ConfigureAwait(false);
        if (row is null)
        {
            return null;
        }

        var state = new StoredPayload(row.Payload, row.SerializerId, row.Manifest)
            .Read(_serialization, $"the snapshot of {persistenceId} at {row.SequenceNr}");
        return new SelectedSnapshot(new SnapshotMetadata(persistenceId, row.SequenceNr, new DateTime(row.CreatedAt, DateTimeKind.Utc)), state);
    }

    protected override Task SaveAsync(SnapshotMetadata metadata, object snapshot)
    {
        var payload = StoredPayload.Of(snapshot, _serialization);
        SnapshotRow row = new(
            metadata.PersistenceId, metadata.SequenceNr, metadata.Timestamp.Ticks, payload.Manifest, payload.Bytes, payload.SerializerId);
        return _thread.RunAsync(() =>
        {
            _table.Save(row);
            return true;
        });
    }

    protected override Task DeleteAsync(SnapshotMetadata metadata)
    {
        var isAnyTime = metadata.Timestamp == DateTime.MinValue;
        return _thread.RunAsync(() => _table.DeleteStep(
            metadata.PersistenceId,
            metadata.SequenceNr,
            metadata.SequenceNr,
            isAnyTime ? 0 : metadata.Timestamp.Ticks,
            isAnyTime ? long.MaxValue : metadata.Timestamp.Ticks));
    }

    protected override Task DeleteAsync(string persistenceId, SnapshotSelectionCriteria criteria) => _thread.RunAsync(() => _table.DeleteStep(
        persistenceId,
        criteria.MinSequenceNr,
        criteria.MaxSequenceNr,
        (criteria.MinTimestamp ?? DateTime.MinValue).Ticks,
        criteria.MaxTimeStamp.Ticks));
}
