using Akka.Persistence.Sqlite.Journal;

namespace Akka.Persistence.Sqlite.Database;

/// <summary>Rows that are stored all or none, and whom to tell.</summary>
/// <param name="Rows">At least one, all of one persistence id.</param>
/// <param name="Complete">Called once: with null when the rows are on stable storage, else with why they are not.</param>
internal sealed record PendingWrite(IReadOnlyList<EventRow> Rows, Action<Exception> Complete)
{
    public string PersistenceId => Rows[0].PersistenceId;

    /// <summary>Bytes of all rows.</summary>
    public long Bytes { get; } = Rows.Sum(row => (long)row.Bytes);

    /// <summary>Bytes of their index entries.</summary>
    public long IndexBytes { get; } = Rows.Sum(row => (long)row.IndexBytes);
}
