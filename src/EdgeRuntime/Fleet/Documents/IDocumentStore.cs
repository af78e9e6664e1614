namespace EdgeActors.Fleet.Documents;

/// <summary>
/// A tree of small documents that several writers share: a bucket below a prefix, or a folder. Keys are relative, parts separated by <c>/</c>. Thread-safe.
/// </summary>
/// <remarks>Failures of the store itself are told by <see cref="DocumentStoreException"/>.</remarks>
internal interface IDocumentStore
{
    /// <summary>For people: <c>s3://bucket/prefix</c> or the folder.</summary>
    string Description { get; }

    /// <summary>Reads a document unless it still is <paramref name="known"/>.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="known">Version that the caller has; null to read in any case.</param>
    /// <param name="maxBytes">A larger document is not read: <see cref="DocumentStoreException"/>.</param>
    /// <param name="cancelled">Ends the call.</param>
    Task<DocumentRead> ReadAsync(string key, string? known, int maxBytes, CancellationToken cancelled);

    /// <summary>
    /// Writes a document whole or not at all, if the one there is still <paramref name="expected"/>: a version, <see cref="DocumentVersion.None"/> for
    /// "there is none yet", or null to write in any case. Gives the new version, or null when another writer was first.
    /// </summary>
    Task<string?> WriteAsync(string key, ReadOnlyMemory<byte> content, string? expected, CancellationToken cancelled);

    /// <summary>Removes a document; nothing happens when there is none.</summary>
    Task RemoveAsync(string key, CancellationToken cancelled);

    /// <summary>Keys below <paramref name="prefix"/> in ordinal order, at most <paramref name="most"/>.</summary>
    IAsyncEnumerable<string> ListAsync(string prefix, int most, CancellationToken cancelled);
}

/// <summary>Result of a read.</summary>
/// <param name="Content">The bytes; null when there is no such document or it is unchanged.</param>
/// <param name="Version">Its version; null when there is none.</param>
internal readonly record struct DocumentRead(byte[]? Content, string? Version)
{
    /// <summary>Whether it still is what the caller has.</summary>
    public bool IsUnchanged => Content is null && Version is not null;
}

/// <summary>Versions of documents: opaque texts.</summary>
internal static class DocumentVersion
{
    /// <summary>There is no document.</summary>
    public const string None = "";
}

/// <summary>A store could not do what it was asked.</summary>
internal sealed class DocumentStoreException(FleetFaultKind kind, string message, Exception? cause = null) : Exception(message, cause)
{
    /// <summary>What kind of trouble.</summary>
    public FleetFaultKind Kind { get; } = kind;
}
