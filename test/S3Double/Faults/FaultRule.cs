using System.Collections.Concurrent;
using System.Text;
using EdgeActors.S3Double.Operations;

namespace EdgeActors.S3Double.Faults;

/// <summary>When which fault hits. The draw of a request depends on seed, key and how often the key came, so that parallel runs replay.</summary>
/// <param name="KeyPrefix">Only keys that start with it.</param>
/// <param name="Operation">Only this operation; null for all.</param>
/// <param name="Times">How often at most.</param>
/// <param name="Seed">Of the draws.</param>
/// <param name="Chances">Faults with their shares of all matching requests, together at most 1.</param>
internal sealed class FaultRule(
    string KeyPrefix, S3Operation? Operation, int Times, int Seed, IReadOnlyList<(double Share, S3Fault Fault)> Chances)
{
    private readonly ConcurrentDictionary<string, int> _seen = new(StringComparer.Ordinal);
    private int _left = Times;

    /// <summary>The fault of this request, null when none hits.</summary>
    public S3Fault? Draw(S3Operation operation, string key)
    {
        if (!key.StartsWith(KeyPrefix, StringComparison.Ordinal) || (Operation is { } only && only != operation))
        {
            return null;
        }

        double draw = Fraction($"{operation} {key}", _seen.AddOrUpdate($"{operation} {key}", 1, (_, n) => n + 1));
        foreach ((double share, S3Fault fault) in Chances)
        {
            if (draw < share)
            {
                return Interlocked.Decrement(ref _left) >= 0 ? fault : null;
            }

            draw -= share;
        }

        return null;
    }

    /// <summary>FNV-1a over the name, finished as SplitMix64 does: even enough for shares, the same everywhere.</summary>
    private double Fraction(string name, int occurrence)
    {
        ulong hash = 14695981039346656037;
        foreach (byte b in Encoding.UTF8.GetBytes($"{Seed} {occurrence} {name}"))
        {
            hash = (hash ^ b) * 1099511628211;
        }

        hash = (hash ^ (hash >> 30)) * 0xBF58476D1CE4E5B9;
        hash = (hash ^ (hash >> 27)) * 0x94D049BB133111EB;
        return ((hash ^ (hash >> 31)) >> 11) * (1.0 / (1L << 53));
    }
}
