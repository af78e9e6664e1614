namespace EdgeActors.Engines.Dlr.TensorRt;

/// <summary>An engine in the cache.</summary>
/// <param name="Folder">Its model's folder, by name.</param>
/// <param name="Name">Its own name.</param>
/// <param name="Bytes">Size of its files.</param>
/// <param name="Uses">How often its model was loaded.</param>
/// <param name="LastUse">When that was last.</param>
/// <param name="InUse">Whether its model is loaded now.</param>
internal sealed record CachedEngine(string Folder, string Name, long Bytes, long Uses, DateTimeOffset LastUse, bool InUse);

/// <summary>Which engines go when the cache is over its limit. Pure.</summary>
internal static class Eviction
{
    /// <summary>
    /// The engines to remove, in order: those that were used the least, the longest unused first among equals, and never one in use. What is left is
    /// within <paramref name="limit"/>, or all of it is in use.
    /// </summary>
    public static IReadOnlyList<CachedEngine> Choose(IReadOnlyCollection<CachedEngine> engines, long limit)
    {
        long bytes = engines.Sum(static engine => engine.Bytes);
        List<CachedEngine> chosen = [];
        foreach (CachedEngine engine in engines
            .Where(static engine => !engine.InUse)
            .OrderBy(static engine => engine.Uses)
            .ThenBy(static engine => engine.LastUse)
            .ThenBy(static engine => engine.Folder, StringComparer.Ordinal)
            .ThenBy(static engine => engine.Name, StringComparer.Ordinal))
        {
            if (bytes <= limit)
            {
                break;
            }

            chosen.Add(engine);
            bytes -= engine.Bytes;
        }

        return chosen;
    }
}
