using System.Collections.Immutable;
using EdgeActors.S3Double.Operations;

namespace EdgeActors.S3Double.Faults;

/// <summary>The failure switches. Rules are asked in the order they were set; the first that hits decides. Thread-safe, live.</summary>
public sealed class S3Faults
{
    private ImmutableList<FaultRule> _rules = [];

    /// <summary>The next matching requests fail, then it is over.</summary>
    public void Next(S3Fault fault, int times = 1, string keyPrefix = "", S3Operation? operation = null) =>
        Add(new FaultRule(keyPrefix, operation, times, 0, [(1, fault)]));

    /// <summary>Every matching request fails until <see cref="Clear"/>.</summary>
    public void Always(S3Fault fault, string keyPrefix = "", S3Operation? operation = null) =>
        Add(new FaultRule(keyPrefix, operation, int.MaxValue, 0, [(1, fault)]));

    /// <summary>Matching requests fail by chance: shares of 0 to 1, together at most 1. The same seed gives the same faults to the same keys.</summary>
    public void Randomly(int seed, string keyPrefix, S3Operation? operation, params (double Share, S3Fault Fault)[] chances)
    {
        if (chances.Any(c => c.Share < 0) || chances.Sum(c => c.Share) > 1.000001)
        {
            throw new ArgumentOutOfRangeException(nameof(chances), "shares are 0 to 1 and together at most 1");
        }

        Add(new FaultRule(keyPrefix, operation, int.MaxValue, seed, chances));
    }

    /// <summary>Nothing fails any more; requests that hang go on hanging until released.</summary>
    public void Clear() => ImmutableInterlocked.Update(ref _rules, _ => []);

    internal S3Fault? Draw(S3Operation operation, string key) =>
        _rules.Select(r => r.Draw(operation, key)).FirstOrDefault(f => f is not null);

    private void Add(FaultRule rule) => ImmutableInterlocked.Update(ref _rules, (rules, added) => rules.Add(added), rule);
}
