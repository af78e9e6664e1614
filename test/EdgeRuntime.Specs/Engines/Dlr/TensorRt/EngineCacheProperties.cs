using EdgeActors.Engines.Dlr.TensorRt;
using EdgeActors.Specs.Storage;
using EdgeActors.Storage.Files;
using FsCheck;
using FsCheck.Fluent;
using Xunit.Abstractions;

namespace EdgeActors.Specs.Engines.Dlr.TensorRt;

/// <summary>A cache in a real folder under random loads, runs that make engines, unloads and restarts of the agent.</summary>
public sealed class EngineCacheProperties(ITestOutputHelper output) : IDisposable
{
    private const ulong Seed = 20261129;
    private const long Limit = 10_000;

    private static readonly Gen<(int Step, int Model, int Bytes)[]> Lives =
        from count in Gen.Choose(5, 40)
        from steps in Gen.ArrayOf(
            from step in Gen.Frequency((4, Gen.Constant(0)), (4, Gen.Constant(1)), (3, Gen.Constant(2)), (1, Gen.Constant(3)))
            from model in Gen.Choose(0, 4)
            from bytes in Gen.Choose(1, 6000)
            select (step, model, bytes), count)
        select steps;

    private readonly TemporaryFolder _place = new();
    private readonly ListLog _log = new();
    private int _lives;

    public void Dispose()
    {
        _place.Dispose();
        _log.Dispose();
    }

    [Fact]
    public void The_limit_holds_after_every_step_and_no_engine_in_use_goes()
    {
        output.WriteLine($"seed {Seed}");
        Prop.ForAll(Lives.ToArbitrary(), Live).Check(Config.QuickThrowOnFailure.WithMaxTest(120).WithReplay(Seed, 1));
    }

    private void Live((int Step, int Model, int Bytes)[] steps)
    {
        string root = _place[$"life{_lives++}"];
        Directory.CreateDirectory(root);
        EngineCache cache = Open(root);
        Dictionary<int, CacheLease> leases = [];
        HashSet<string> mine = [];
        foreach ((int step, int model, int bytes) in steps)
        {
            Act(step, model, bytes, root, ref cache, leases, mine);

            long total = new DirectoryInfo(root).EnumerateFiles("*", SearchOption.AllDirectories).Where(file => file.Name != UseRecord.FileName).Sum(file => file.Length);
            long inUse = leases.Values.Sum(lease => Directory.GetFiles(lease.Folder).Where(file => !file.EndsWith(UseRecord.FileName, StringComparison.Ordinal)).Sum(file => new FileInfo(file).Length));
            Assert.True(total <= Limit || total == inUse, $"{total} bytes of which {inUse} are in use");
            Assert.All(mine, file => Assert.True(File.Exists(file), $"{file} was in use"));
        }

        Assert.DoesNotContain(_log.Lines, line => line.Contains("cannot be used", StringComparison.Ordinal));
    }

    private void Act(int step, int model, int bytes, string root, ref EngineCache cache, Dictionary<int, CacheLease> leases, HashSet<string> mine)
    {
        switch (step)
        {
            case 0 when !leases.ContainsKey(model):
                CacheLease opened = cache.Open(KeyOf(model)) ?? throw new InvalidOperationException(string.Join('\n', _log.Lines));
                leases[model] = opened;
                mine.UnionWith(Engines(opened));
                break;
            case 1 when leases.TryGetValue(model, out CacheLease? running):
                File.WriteAllBytes(Path.Combine(running.Folder, $"tvmgen_{bytes % 7}_fp32.plan"), new byte[bytes]);
                running.AfterRun();
                mine.UnionWith(Engines(running));
                break;
            case 2 when leases.Remove(model, out CacheLease? ended):
                mine.ExceptWith(Engines(ended));
                ended.Dispose();
                break;
            case 3:
                // The agent is killed and started again; nothing is in use then, and the limit is looked after with the next load.
                leases.Clear();
                mine.Clear();
                cache = Open(root);
                cache.Open(KeyOf(9))!.Dispose();
                break;
            default:
                break;
        }
    }

    private EngineCache Open(string root) => new(root, Limit, FileCalls.ForThisSystem(), TimeProvider.System, _log);

    private static IEnumerable<string> Engines(CacheLease lease) => Directory.GetFiles(lease.Folder, "*.plan");

    private static string KeyOf(int model) => new((char)('0' + model), 32);
}
