using EdgeActors.Capture;
using EdgeActors.Capture.Journal;
using EdgeActors.Capture.Ledger;
using EdgeActors.Hosting.Capture;
using Microsoft.Data.Sqlite;

namespace EdgeActors.Cli.Capture.Books;

/// <summary>Reads the capture buffer's journal and snapshots from a data root. Nothing is changed, and the agent may be running.</summary>
internal static class JournalFiles
{
    /// <summary>The name under which the buffer's events are stored.</summary>
    public const string PersistenceId = "capture-buffer";

    /// <summary>The state that the agent would have if it started now; null when there is no journal.</summary>
    /// <param name="dataRoot">The agent's <c>LocalDataRootPath</c>.</param>
    /// <param name="rememberedIds">Ended captures that are remembered.</param>
    /// <param name="heads">Of the batch files in the spool.</param>
    /// <exception cref="CommandFailure">The files cannot be read.</exception>
    public static CaptureState? Read(string dataRoot, int rememberedIds, IEnumerable<SealedBatch> heads)
    {
        string folder = Path.Combine(dataRoot, CaptureJournal.FolderName);
        string journal = Path.Combine(folder, CaptureJournal.JournalFile);
        string snapshots = Path.Combine(folder, CaptureJournal.SnapshotFile);
        if (!File.Exists(journal))
        {
            return null;
        }

        try
        {
            // In this order: events are deleted only once a snapshot has what they say.
            IReadOnlyList<(long Number, ICaptureRecord Record)> events = DatabaseLook.IntoLogged(journal, Events);
            (long Number, ICaptureRecord Record) snapshot =
                File.Exists(snapshots) ? DatabaseLook.IntoRolledBack(snapshots, LatestSnapshot).SingleOrDefault() : default;
            CaptureState state = CaptureState.Recover(
                snapshot.Record as CaptureSnapshot,
                events.Where(row => row.Number > snapshot.Number).Select(row => row.Record).OfType<ICaptureEvent>(),
                rememberedIds);
            foreach (SealedBatch head in heads)
            {
                state.Learn(head);
            }

            return state;
        }
        catch (Exception fault) when (fault is SqliteException or IOException or System.Runtime.Serialization.SerializationException
            or Google.Protobuf.InvalidProtocolBufferException or InvalidDataException)
        {
            throw new CommandFailure(
                CommandFailure.Failed,
                $"the journal in {dataRoot} cannot be read: {fault.Message} Run this as the agent's user, with this agent's version or a newer one",
                cause: fault);
        }
    }

    /// <summary>What the books are audited with.</summary>
    public static JournalView ViewOf(CaptureState state) => new(
        state.Books.Accepted,
        state.Books.Stored,
        state.Books.Failed,
        state.Books.Evicted,
        [.. state.Waiting.Select(capture => capture.Key), .. state.Batches.SelectMany(batch => batch.Keys)],
        state.Pending - state.Waiting.Count - state.Batches.Sum(batch => batch.Captures.Length),
        [
            .. state.ToSnapshot().Finished.Select(one =>
                (one.Key, one.Status == CaptureStatus.Success ? CaptureEnd.Stored : CaptureEnd.NotStored)),
        ]);

    private static List<(long Number, ICaptureRecord Record)> Events(SqliteConnection journal)
    {
        using SqliteCommand command = journal.CreateCommand();
        command.CommandText =
            "SELECT sequence_nr, manifest, payload FROM event_journal WHERE persistence_id = $id AND is_deleted = 0 ORDER BY sequence_nr";
        return Rows(command);
    }

    private static List<(long Number, ICaptureRecord Record)> LatestSnapshot(SqliteConnection snapshots)
    {
        using SqliteCommand command = snapshots.CreateCommand();
        command.CommandText =
            "SELECT sequence_nr, manifest, payload FROM snapshot WHERE persistence_id = $id ORDER BY sequence_nr DESC LIMIT 1";
        return Rows(command);
    }

    // An agent that was killed while it began has left a file without tables.
    private static bool IsBlank(SqliteConnection database)
    {
        using SqliteCommand command = database.CreateCommand();
        command.CommandText = "SELECT NOT EXISTS (SELECT 1 FROM sqlite_schema)";
        return command.ExecuteScalar() is 1L;
    }

    private static List<(long Number, ICaptureRecord Record)> Rows(SqliteCommand command)
    {
        if (IsBlank(command.Connection!))
        {
            return [];
        }

        command.Parameters.AddWithValue("$id", PersistenceId);
        using SqliteDataReader reader = command.ExecuteReader();
        List<(long Number, ICaptureRecord Record)> rows = [];
        while (reader.Read())
        {
            rows.Add((reader.GetInt64(0), CaptureJournalSerializer.Read(reader.GetFieldValue<byte[]>(2), reader.GetString(1))));
        }

        return rows;
    }
}
