using System.Collections.Concurrent;
using EdgeActors.Upload;

namespace EdgeActors.Specs.Storage.PeriodicUpload;

/// <summary>A bucket in memory with switches for what goes wrong.</summary>
internal sealed class SwitchedSink : ICaptureSink
{
    public ConcurrentDictionary<string, byte[]> Objects { get; } = new(StringComparer.Ordinal);

    /// <summary>Keys in the order of their puts, failed ones included.</summary>
    public List<string> Puts { get; } = [];

    /// <summary>Answers instead of storing when it is not null.</summary>
    public Func<string, SinkResult?> Switch { get; set; } = _ => null;

    public string ReferenceTo(string key) => "s3://bucket/" + key;

    public async Task<SinkResult> PutAsync(SinkObject content, CancellationToken cancelled)
    {
        Puts.Add(content.Key);
        if (Switch(content.Key) is { } answer)
        {
            return answer;
        }

        await using Stream stream = await content.OpenAsync(cancelled);
        MemoryStream copy = new();
        await stream.CopyToAsync(copy, cancelled);
        Assert.Equal(content.Length, copy.Length);
        Objects[content.Key] = copy.ToArray();
        return SinkResult.Stored;
    }
}
