using System.Runtime.CompilerServices;
using EdgeActors.Fleet.Documents;

namespace EdgeActors.Specs.Simulation;

/// <summary>Counts what the devices of a fleet ask of their tree, in requests as S3 bills them.</summary>
internal sealed class CountingStore(IDocumentStore inner, RequestCounts counts) : IDocumentStore
{
    public string Description => inner.Description;

    public async Task<DocumentRead> ReadAsync(string key, string? known, int maxBytes, CancellationToken cancelled)
    {
        DocumentRead read = await inner.ReadAsync(key, known, maxBytes, cancelled);
        counts.Add(ref counts.Gets, read.Content?.Length ?? 0);
        return read;
    }

    public async Task<string?> WriteAsync(string key, ReadOnlyMemory<byte> content, string? expected, CancellationToken cancelled)
    {
        string? version = await inner.WriteAsync(key, content, expected, cancelled);
        counts.Add(ref counts.Puts, content.Length);
        return version;
    }

    public Task RemoveAsync(string key, CancellationToken cancelled) => inner.RemoveAsync(key, cancelled);

    public async IAsyncEnumerable<string> ListAsync(string prefix, int most, [EnumeratorCancellation] CancellationToken cancelled)
    {
        counts.Add(ref counts.Lists, 0);
        await foreach (string key in inner.ListAsync(prefix, most, cancelled))
        {
            yield return key;
        }
    }
}

/// <summary>Requests of all devices together.</summary>
internal sealed class RequestCounts
{
    public long Gets;
    public long Puts;
    public long Lists;
    public long Bytes;

    public void Add(ref long kind, long bytes)
    {
        Interlocked.Increment(ref kind);
        Interlocked.Add(ref Bytes, bytes);
    }

    public RequestCounts Since(RequestCounts before) => new()
    {
        Gets = Gets - before.Gets,
        Puts = Puts - before.Puts,
        Lists = Lists - before.Lists,
        Bytes = Bytes - before.Bytes,
    };

    public RequestCounts Snapshot() => Since(new RequestCounts());
}
