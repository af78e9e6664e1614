using System.Collections.Immutable;

namespace EdgeActors.FaultKit.Specs.Ports;

public sealed record Parcel(string Name, Func<CancellationToken, Task<Stream>> OpenAsync);

public interface IStore
{
    int Count { get; }

    void Put(string name, byte[] data);

    Task PutAsync(string name, ReadOnlyMemory<byte> data, CancellationToken cancelled);

    ValueTask<byte[]> GetAsync(string name, CancellationToken cancelled);

    Task<bool> SendAsync(Parcel parcel, CancellationToken cancelled);

    Task KeepAsync(IReadOnlyList<(int Index, ReadOnlyMemory<byte> Data)> parts);

    Task SealAsync(ImmutableArray<byte[]> parts);

    Stream Open(string name);

    void Touch();
}

/// <summary>Keeps everything in memory.</summary>
public sealed class MemoryStore : IStore
{
    public Dictionary<string, byte[]> Kept { get; } = [];

    public int Count => Kept.Count;

    public void Put(string name, byte[] data) => Kept[name] = data;

    public Task PutAsync(string name, ReadOnlyMemory<byte> data, CancellationToken cancelled)
    {
        Kept[name] = data.ToArray();
        return Task.CompletedTask;
    }

    public ValueTask<byte[]> GetAsync(string name, CancellationToken cancelled) => new(Kept[name]);

    public async Task<bool> SendAsync(Parcel parcel, CancellationToken cancelled)
    {
        using MemoryStream copy = new();
        await using Stream content = await parcel.OpenAsync(cancelled);
        await content.CopyToAsync(copy, cancelled);
        Kept[parcel.Name] = copy.ToArray();
        return true;
    }

    public Task KeepAsync(IReadOnlyList<(int Index, ReadOnlyMemory<byte> Data)> parts)
    {
        foreach ((int index, ReadOnlyMemory<byte> data) in parts)
        {
            Kept[$"{index}"] = data.ToArray();
        }

        return Task.CompletedTask;
    }

    public Task SealAsync(ImmutableArray<byte[]> parts)
    {
        Kept["sealed"] = [.. parts.SelectMany(part => part)];
        return Task.CompletedTask;
    }

    public Stream Open(string name) => new MemoryStream(Kept[name], writable: false);

    public void Touch() => Kept["touched"] = [];
}
