using System.Collections.Immutable;
using Akka.Actor;
using Akka.Configuration;
using Akka.Event;
using Akka.Persistence.Journal;
using Akka.Persistence.Sqlite.Damage;
using Akka.Persistence.Sqlite.Database;

namespace Akka.Persistence.Sqlite.Journal;

/// <summary>
/// Keeps events in a SQLite file. Writes that come from several actors at a time share a transaction and its disk flush; each is rejected or
/// stored by itself. A write that fails, on a full disk for example, is rejected with SQLite's own exception.
/// </summary>
public class SqliteJournal : AsyncWriteJournal
{
    private const int RowsPerRead = 64;

    private readonly SqliteOptions _options;
    private readonly ILoggingAdapter _log;
    private readonly Serialization.Serialization _serialization;
    private readonly Ballast _ballast;
    private JournalTables _tables;
    private JournalWriter _writer;
    private SqliteDatabase _database;
    private DatabaseThread _thread;

    public SqliteJournal(Config journalConfig)
    {
        var defaults = SqlitePersistence.Get(Context.System).DefaultJournalConfig;
        _options = SqliteOptions.Read(SqlitePersistence.JournalConfigPath, journalConfig.SafeWithFallback(defaults));
        _ballast = new Ballast(_options.BallastFile, _options.BallastSize);
        _log = Context.GetLogger();
        _serialization = Context.System.Serialization;
    }

    public override Task<long> ReadHighestSequenceNrAsync(string persistenceId, long fromSequenceNr) => _thread.RunAsync(() =>
    {
        _writer.Settle();
        return _tables.Highest(persistenceId);
    });

    public override async Task ReplayMessagesAsync(
        IActorContext context,
        string persistenceId,
        long fromSequenceNr,
        long toSequenceNr,
        long max,
        Action<IPersistentRepresentation> recoveryCallback)
    {
        while (max > 0 && fromSequenceNr <= toSequenceNr)
        {
            var from = fromSequenceNr;
            var count = (int)Math.Min(max, RowsPerRead);
            var rows = await _thread.RunAsync(() => _tables.Read(persistenceId, from, toSequenceNr, count)).ConfigureAwait(false);
            foreach (var row in rows)
            {
                var payload = new StoredPayload(row.Payload, row.SerializerId, row.Manifest)
                    .Read(_serialization, $"event {row.SequenceNr} of {persistenceId}");
                recoveryCallback(new Persistent(payload, row.SequenceNr, persistenceId, row.Manifest, timestamp: row.Timestamp));
            }

            if (rows.Count < count)
            {
                return;
            }

            max -= rows.Count;
            fromSequenceNr = rows[^1].SequenceNr + 1;
        }
    }

    protected override void PreStart()
    {
        var schema = JournalTables.Schema(_options);
        _database = new SqliteDatabase(_options, schema)
        {
            Troubled = (what, e) => _log.Warning("Journal {0}: {1} failed: {2}", _options.File, what, e.Message),
        };
        _tables = new JournalTables(_database);
        _writer = new JournalWriter(_database, _tables, _ballast);
        _thread = new DatabaseThread("journal", _database, _writer.Write);
        PluginStart.Begin(_thread, new DatabaseDoctor(_options, schema, isJournal: true), _database, _ballast, _log);
        base.PreStart();
    }

    protected override void PostStop()
    {
        _thread?.Dispose();
        base.PostStop();
    }

    protected override Task<IImmutableList<Exception>> WriteMessagesAsync(IEnumerable<AtomicWrite> messages)
    {
        var writes = messages.ToList();
        var batch = new WriteBatch(writes.Count);
        List<PendingWrite> pending = new(writes.Count);
        for (var i = 0; i < writes.Count; i++)
        {
            var place = i;
            try
            {
                pending.Add(new PendingWrite([.. writes[i].Events.Select(Row)], result => batch.Complete(place, result)));
            }
            catch (Exception e)
            {
                // Not serializable: that write alone is at fault.
                batch.Complete(i, e);
            }
        }

        _thread.Add(pending);
        return batch.Done;
    }

    protected override Task DeleteMessagesToAsync(string persistenceId, long toSequenceNr) =>
        _thread.RunAsync(new JournalDeletion(_database, _tables, _ballast, persistenceId, toSequenceNr).Step);

    private EventRow Row(IPersistentRepresentation one)
    {
        var payload = StoredPayload.Of(one.Payload, _serialization);
        return new EventRow(one.PersistenceId, one.SequenceNr, one.Timestamp, payload.Manifest, payload.Bytes, payload.SerializerId);
    }
}
