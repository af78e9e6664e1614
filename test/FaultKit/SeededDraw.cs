namespace EdgeActors.FaultKit;

/// <summary>
/// Chance without state: what is drawn depends on the seed, the rule, the point and its number only, and so neither on other points
/// nor on the order in which threads arrive.
/// </summary>
internal static class SeededDraw
{
    private const ulong FnvStart = 14695981039346656037;
    private const ulong FnvPrime = 1099511628211;
    private const ulong Golden = 0x9E3779B97F4A7C15;

    /// <summary>A number from 0 up to, but not, 1.</summary>
    /// <param name="seed">The script's seed.</param>
    /// <param name="rule">The rule's number.</param>
    /// <param name="name">The point's name.</param>
    /// <param name="number">The how-manieth match.</param>
    /// <param name="use">0 for whether it happens, 1 for its choices.</param>
    public static double Next(long seed, int rule, string name, long number, int use)
    {
        ulong hash = FnvStart;
        foreach (char c in name)
        {
            hash = (hash ^ c) * FnvPrime;
        }

        ulong mixed = Mix(Mix(Mix(hash ^ (ulong)seed) + (ulong)rule) + (ulong)number) + (ulong)use;
        return (Mix(mixed) >> 11) * (1.0 / (1UL << 53));
    }

    private static ulong Mix(ulong value)
    {
        value += Golden;
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
