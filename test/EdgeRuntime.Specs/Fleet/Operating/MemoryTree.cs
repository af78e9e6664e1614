using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.CompilerServices;
using EdgeActors.Fleet;
using EdgeActors.Fleet.Documents;

namespace EdgeActors.Specs.Fleet.Operating;

/// <summary>A tree in memory, with switches.</summary>
internal sealed class MemoryTree : IDocumentStore
{
    private readonly ConcurrentDictionary<string, (byte[] Content, string Version)> _documents = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private long _versions;

    public string Description => "memory";

    /// <summary>Called before each write with its key: what another operator does in between.</summary>
    public Action<string> BeforeWrite { get; set; } = _ => { };

    /// <summary>Whether the answer of the next write is lost after it was done.</summary>
    public bool LosesNextAnswer { get; set; }

    /// <summary>Whether the next write fails and is not done.</summary>
    public bool FailsNextWrite { get; set; }

    public int Writes { get; private set; }

    public IEnumerable<string> Keys => _documents.Keys.Order(StringComparer.Ordinal);

    public byte[] this[string key]
    {
        get => _documents[key].Content;
        set => _documents[key] = (value, NewVersion());
    }

    public Task<DocumentRead> ReadAsync(string key, string? known, int maxBytes, CancellationToken cancelled) => Task.FromResult(
        !_documents.TryGetValue(key, out (byte[] Content, string Version) found) ? default
        : found.Version == known ? new DocumentRead(null, known)
        : found.Content.Length > maxBytes ? throw new DocumentStoreException(FleetFaultKind.Unusable, $"{key} is too large")
        : new DocumentRead(found.Content, found.Version));

    public Task<string?> WriteAsync(string key, ReadOnlyMemory<byte> content, string? expected, CancellationToken cancelled)
    {
        BeforeWrite(key);
        lock (_gate)
        {
            if (FailsNextWrite)
            {
                FailsNextWrite = false;
                throw new DocumentStoreException(FleetFaultKind.Unreachable, "the network is down");
            }

            string there = _documents.TryGetValue(key, out (byte[] Content, string Version) found) ? found.Version : DocumentVersion.None;
            if (expected is not null && expected != there)
            {
                return Task.FromResult<string?>(null);
            }

            Writes++;
            this[key] = content.ToArray();
            if (LosesNextAnswer)
            {
                LosesNextAnswer = false;
                throw new DocumentStoreException(FleetFaultKind.Unreachable, "the answer was lost");
            }

            return Task.FromResult<string?>(_documents[key].Version);
        }
    }

    public Task RemoveAsync(string key, CancellationToken cancelled)
    {
        _documents.TryRemove(key, out _);
        return Task.CompletedTask;
    }

    public async IAsyncEnumerable<string> ListAsync(string prefix, int most, [EnumeratorCancellation] CancellationToken cancelled)
    {
        foreach (string key in Keys.Where(key => key.StartsWith(prefix, StringComparison.Ordinal)).Take(most).ToArray())
        {
            await Task.CompletedTask;
            yield return key;
        }
    }

    private string NewVersion() => Interlocked.Increment(ref _versions).ToString(CultureInfo.InvariantCulture);
}
