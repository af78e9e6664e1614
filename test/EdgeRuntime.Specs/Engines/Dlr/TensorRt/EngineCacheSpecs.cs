using EdgeActors.Engines.Dlr;
using EdgeActors.Engines.Dlr.TensorRt;
using EdgeActors.Specs.DlrStandIn;
using EdgeActors.Specs.Storage;
using EdgeActors.Storage.Files;

namespace EdgeActors.Specs.Engines.Dlr.TensorRt;

[Collection(DlrSuite.Name)]
public sealed class EngineCacheSpecs : IDisposable
{
    private const string Gpu = """{ "Requirements": { "TargetDeviceType": "gpu" } }""";
    private const string Key = "0123456789abcdef0123456789abcdef";

    private readonly TemporaryFolder _place = new();
    private readonly ListLog _log = new();

    public void Dispose()
    {
        _place.Dispose();
        _log.Dispose();
    }

    [StandInFact]
    public void An_engine_is_made_once_and_found_by_the_next_load()
    {
        using DlrScene scene = new(new DlrOptions { CacheFolder = _place.Path, MaxHandles = 4 });
        (int made, int found) = (scene.Counted("EnginesMade"), scene.Counted("EnginesFound"));
        string model = scene.Model("m", DlrScene.Doubling + "engine tvmgen_0 5000\n", Gpu);

        Run(scene, model);
        Run(scene, model);

        Assert.Equal((made + 1, found + 1), (scene.Counted("EnginesMade"), scene.Counted("EnginesFound")));
    }

    [StandInFact]
    public void Models_with_the_same_names_of_parts_have_engines_of_their_own()
    {
        using DlrScene scene = new(new DlrOptions { CacheFolder = _place.Path });
        int made = scene.Counted("EnginesMade");
        string one = scene.Model("one", DlrScene.Doubling + "engine tvmgen_0 5000\n", Gpu);
        string other = scene.Model("other", DlrScene.Doubling + "engine tvmgen_0 5000\n", Gpu.Replace(" ", "", StringComparison.Ordinal));
        using DlrSession first = scene.Load(one);
        using DlrSession second = scene.Load(other);
        using DlrSession twice = scene.Load(one);

        Assert.All([first, second, twice], session => session.Answer(1, 2, 3, 4));

        Assert.Equal(made + 3, scene.Counted("EnginesMade"));
        Assert.Equal(3, Directory.GetDirectories(_place.Path).Count(folder => Directory.GetFiles(folder, "*.plan").Length == 1));
        Assert.Equal(1, first.MaxConcurrency);
    }

    [StandInFact]
    public void A_model_for_the_processor_leaves_the_cache_alone()
    {
        using DlrScene scene = new(new DlrOptions { CacheFolder = _place.Path, MaxHandles = 4 });
        using DlrSession session = scene.Load("m", DlrScene.Doubling);

        session.Answer(1, 2, 3, 4);

        Assert.Empty(Directory.GetDirectories(_place.Path));
        Assert.Equal(4, session.MaxConcurrency);
    }

    [StandInFact]
    public void The_limit_is_kept_at_unload()
    {
        using DlrScene scene = new(new DlrOptions { CacheFolder = _place.Path, CacheBytes = DlrOptionsValidator.LeastCache });
        foreach (string name in new[] { "a", "b", "c" })
        {
            Run(scene, scene.Model(name, $"{DlrScene.Doubling}engine {name} 600000\n", Gpu, $$"""{ "name": "{{name}}" }"""));
        }

        Assert.Single(_place.Files, file => file.EndsWith(".plan", StringComparison.Ordinal));
        Assert.Contains(scene.Log, line => line.StartsWith("TensorRT's cache drops", StringComparison.Ordinal));
    }

    [Fact]
    public void An_engine_that_was_being_made_when_the_agent_was_killed_is_dropped()
    {
        CacheLease lease = Open().Open(Key)!;
        Write(lease.Folder, "whole", 100);
        lease.AfterRun();
        Write(lease.Folder, "torn", 100);
        File.WriteAllBytes(Path.Combine(lease.Folder, "whole_fp32.meta"), new byte[7]);

        // Without a word the process is gone; the next one looks.
        using CacheLease next = Open().Open(Key)!;

        Assert.Equal(["edgeactors-use.json"], Directory.GetFiles(next.Folder).Select(Path.GetFileName));
        Assert.Contains(_log.Lines, line => line.Contains("torn_fp32", StringComparison.Ordinal) && line.Contains("whether it is whole", StringComparison.Ordinal));
    }

    [Fact]
    public void Whole_engines_survive_a_kill()
    {
        CacheLease lease = Open().Open(Key)!;
        Write(lease.Folder, "whole", 100);
        lease.AfterRun();

        using CacheLease next = Open().Open(Key)!;

        Assert.True(File.Exists(Path.Combine(next.Folder, "whole_fp32.plan")));
        Assert.Equal(2, UseRecord.Read(next.Folder).Uses);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{}")]
    [InlineData("""{ "Uses": "many" }""")]
    [InlineData("null")]
    public void A_damaged_record_vouches_for_nothing(string damaged)
    {
        CacheLease lease = Open().Open(Key)!;
        Write(lease.Folder, "whole", 100);
        lease.AfterRun();
        File.WriteAllText(Path.Combine(lease.Folder, UseRecord.FileName), damaged);

        using CacheLease next = Open().Open(Key)!;

        Assert.False(File.Exists(Path.Combine(next.Folder, "whole_fp32.plan")));
    }

    [Fact]
    public void What_is_not_the_agents_is_left_alone()
    {
        Directory.CreateDirectory(_place["of-somebody"]);
        File.WriteAllBytes(_place["of-somebody/engine.plan"], new byte[9000]);
        File.WriteAllBytes(_place["loose.plan"], new byte[9000]);

        Open(limit: 10).Open(Key)!.Dispose();

        Assert.Equal(["loose.plan", "of-somebody/engine.plan"], _place.Files);
    }

    [Fact]
    public void A_cache_that_cannot_be_used_is_told_and_done_without()
    {
        File.WriteAllText(_place["file"], "");
        EngineCache cache = new(_place["file"], 10, FileCalls.ForThisSystem(), TimeProvider.System, _log);

        Assert.Null(cache.Open(Key));
        Assert.Contains(_log.Lines, line => line.Contains("cannot be used", StringComparison.Ordinal));
    }

    private static void Run(DlrScene scene, string model)
    {
        using DlrSession session = scene.Load(model);
        session.Answer(1, 2, 3, 4);
    }

    private static void Write(string folder, string symbol, int bytes) => File.WriteAllBytes(Path.Combine(folder, $"{symbol}_fp32.plan"), new byte[bytes]);

    private EngineCache Open(long limit = 1 << 20) => new(_place.Path, limit, FileCalls.ForThisSystem(), TimeProvider.System, _log);
}
