namespace EdgeActors.Grpc.Agent;

/// <summary>
/// Remembers what names became, since a client sends the same few with every request. Holds at most <see cref="Slots"/> names
/// of at most <see cref="Longest"/> bytes; a name that falls on a taken slot takes it over. Thread-safe without locks.
/// </summary>
internal sealed class NameCache<T>(Func<ReadOnlySpan<byte>, T> create)
    where T : class
{
    public const int Slots = 64;
    public const int Longest = 256;

    private readonly Entry?[] _entries = new Entry?[Slots];

    public T Get(ReadOnlySpan<byte> name)
    {
        if (name.Length > Longest)
        {
            return create(name);
        }

        HashCode hash = default;
        hash.AddBytes(name);
        ref Entry? slot = ref _entries[(uint)hash.ToHashCode() % Slots];
        Entry? known = Volatile.Read(ref slot);
        if (known is not null && name.SequenceEqual(known.Name))
        {
            return known.Value;
        }

        Entry entry = new(name.ToArray(), create(name));
        Volatile.Write(ref slot, entry);
        return entry.Value;
    }

    private sealed record Entry(byte[] Name, T Value);
}
