namespace Akka.Persistence.Sqlite.Journal;

/// <summary>A row of the event table.</summary>
/// <param name="PersistenceId">Whose event.</param>
/// <param name="SequenceNr">Its number, from 1.</param>
/// <param name="Timestamp">UTC ticks.</param>
/// <param name="Manifest">For the serializer; never null.</param>
/// <param name="Payload">Serialized event.</param>
/// <param name="SerializerId">Who wrote <paramref name="Payload"/>; null in rows of very old versions.</param>
internal sealed record EventRow(
    string PersistenceId, long SequenceNr, long Timestamp, string Manifest, byte[] Payload, int? SerializerId)
{
    /// <summary>Header and numbers of a row, at most.</summary>
    private const int Fixed = 48;

    /// <summary>Bytes of the row, at most: a character takes up to three.</summary>
    public int Bytes => Fixed + Payload.Length + TextBytes(PersistenceId) + TextBytes(Manifest);

    /// <summary>Bytes of its entry in the unique index, at most.</summary>
    public int IndexBytes => Fixed + TextBytes(PersistenceId);

    private static int TextBytes(string text) => System.Text.Encoding.UTF8.GetMaxByteCount(text.Length);
}
