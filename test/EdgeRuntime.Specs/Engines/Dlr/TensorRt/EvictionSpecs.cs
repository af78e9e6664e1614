using EdgeActors.Engines.Dlr.TensorRt;
using FsCheck;
using FsCheck.Fluent;
using Xunit.Abstractions;

namespace EdgeActors.Specs.Engines.Dlr.TensorRt;

public sealed class EvictionSpecs(ITestOutputHelper output)
{
    private const ulong Seed = 20261128;

    private static readonly Gen<CachedEngine[]> Caches =
        from count in Gen.Choose(0, 12)
        from engines in Gen.ArrayOf(
            from folder in Gen.Choose(0, 4)
            from bytes in Gen.Choose(0, 60)
            from uses in Gen.Choose(1, 5)
            from hour in Gen.Choose(0, 4)
            from inUse in Gen.Frequency((2, Gen.Constant(false)), (1, Gen.Constant(true)))
            select new CachedEngine($"f{folder}", "", bytes, uses, DateTimeOffset.UnixEpoch.AddHours(hour), inUse), count)
        select engines.Select((engine, i) => engine with { Name = $"e{i}" }).ToArray();

    [Fact]
    public void What_is_left_fits_or_is_in_use_and_no_more_goes_than_must()
    {
        output.WriteLine($"seed {Seed}");
        Prop.ForAll(Caches.ToArbitrary(), Gen.Choose(0, 300).ToArbitrary(), (engines, limit) =>
        {
            IReadOnlyList<CachedEngine> gone = Eviction.Choose(engines, limit);
            CachedEngine[] left = [.. engines.Except(gone)];

            Assert.DoesNotContain(gone, engine => engine.InUse);
            Assert.True(left.Sum(engine => engine.Bytes) <= limit || left.All(engine => engine.InUse));
            Assert.True(gone.Count == 0 || left.Sum(engine => engine.Bytes) + gone[^1].Bytes > limit, "the last one need not have gone");
            Assert.All(gone, engine => Assert.All(left.Where(other => !other.InUse), other =>
                Assert.True((engine.Uses, engine.LastUse).CompareTo((other.Uses, other.LastUse)) <= 0, "a more used one went first")));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(3000).WithReplay(Seed, 1));
    }

    [Fact]
    public void The_least_used_goes_first_and_among_equals_the_longest_unused()
    {
        CachedEngine often = new("a", "often", 10, 9, DateTimeOffset.UnixEpoch, false);
        CachedEngine lately = new("b", "lately", 10, 2, DateTimeOffset.UnixEpoch.AddHours(2), false);
        CachedEngine longAgo = new("c", "longAgo", 10, 2, DateTimeOffset.UnixEpoch.AddHours(1), false);
        CachedEngine running = new("d", "running", 10, 1, DateTimeOffset.UnixEpoch, true);

        Assert.Equal([longAgo], Eviction.Choose([often, lately, longAgo, running], 30));
        Assert.Equal([longAgo, lately], Eviction.Choose([often, lately, longAgo, running], 20));
        Assert.Equal([longAgo, lately, often], Eviction.Choose([often, lately, longAgo, running], 0));
    }
}
