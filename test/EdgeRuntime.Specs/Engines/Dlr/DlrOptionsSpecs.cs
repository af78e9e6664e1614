using EdgeActors.Configuration;
using EdgeActors.Engines.Dlr;
using EdgeActors.Hosting;
using EdgeActors.Hosting.Engines;
using EdgeActors.Specs.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeActors.Specs.Engines.Dlr;

public sealed class DlrOptionsSpecs
{
    private static readonly Dictionary<string, DlrOptions> Wrong = new()
    {
        ["LibraryPath 'libdlr.so' is not an absolute path"] = new DlrOptions { LibraryPath = "libdlr.so" },
        ["CacheFolder 'cache' is not an absolute path"] = new DlrOptions { CacheFolder = "cache" },
        ["CacheBytes is 1048575; it must be from 1048576 to 1099511627776"] = new DlrOptions { CacheBytes = (1 << 20) - 1 },
        ["CacheBytes is 1099511627777"] = new DlrOptions { CacheBytes = (1L << 40) + 1 },
        ["MaxHandles is 0; it must be from 1 to 256"] = new DlrOptions { MaxHandles = 0 },
        ["MaxHandles is 257"] = new DlrOptions { MaxHandles = 257 },
        ["MemoryBudget is 16777215"] = new DlrOptions { MemoryBudget = (16 << 20) - 1 },
        ["LoadLimit is 00:00:00.9"] = new DlrOptions { LoadLimit = TimeSpan.FromSeconds(0.9) },
        ["LoadLimit is 01:00:01"] = new DlrOptions { LoadLimit = TimeSpan.FromSeconds(3601) },
        ["TreeliteReloads is 0; it must be from 1 to 100000"] = new DlrOptions { TreeliteReloads = 0 },
        ["TreeliteReloads is 100001"] = new DlrOptions { TreeliteReloads = 100_001 },
    };

    [Fact]
    public void Defaults_are_these()
    {
        DlrOptions options = new();

        Assert.Empty(DlrOptionsValidator.Validate(options));
        Assert.Equal((null, false, null), (options.LibraryPath, options.UsesPackagedLibrary, options.CacheFolder));
        Assert.Equal((512L << 20, 1, 2L << 30), (options.CacheBytes, options.MaxHandles, options.MemoryBudget));
        Assert.Equal((TimeSpan.FromMinutes(5), 256), (options.LoadLimit, options.TreeliteReloads));
        Assert.Empty(options.Variables);
    }

    [Fact]
    public void Out_of_range_is_told_with_value_and_range() => Assert.All(Wrong, wrong =>
    {
        Assert.Contains(wrong.Key, Assert.Single(DlrOptionsValidator.Validate(wrong.Value)), StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new DlrEngine(wrong.Value, TimeProvider.System, static () => 0, NullLogger<DlrEngine>.Instance));
    });

    [Fact]
    public void Handles_memory_and_threads_follow_from_the_agents_own_limits()
    {
        RunOptions run = new() { Socket = "/s", MemoryBudget = 400L << 20, MaxConcurrency = 3, IntraThreads = 2 };

        DlrOptions dlr = Budget.Dlr(run, static _ => null);

        Assert.Equal((3, 300L << 20), (dlr.MaxHandles, dlr.MemoryBudget));
        Assert.Equal([new("TVM_NUM_THREADS", "2"), new("OMP_NUM_THREADS", "2")], dlr.Variables);
    }

    [Fact]
    public void Threads_that_somebody_has_set_stay_as_they_are()
    {
        RunOptions run = new() { Socket = "/s", MemoryBudget = 400L << 20, Dlr = new DlrOptions { Variables = [new("TVM_NUM_THREADS", "9")] } };

        Assert.Equal([new("TVM_NUM_THREADS", "9")], Budget.Dlr(run, name => name == "OMP_NUM_THREADS" ? "4" : null).Variables);
        Assert.Empty(Budget.Dlr(run with { Dlr = new DlrOptions(), IntraThreads = 0 }, static _ => null).Variables);
    }

    [Fact]
    public void The_caches_folder_is_tried_at_the_start()
    {
        using TemporaryFolder place = new();
        File.WriteAllText(place["file"], "");

        Assert.Null(CacheFolderCheck.Fault(place.Path));
        Assert.Equal(["file"], place.Files);
        Assert.Contains("is no folder", CacheFolderCheck.Fault(place["missing"])!.ToString(), StringComparison.Ordinal);
        Assert.Contains("DLRBackendOptions", CacheFolderCheck.Fault(place["file"])!.ToString(), StringComparison.Ordinal);
        if (OperatingSystem.IsLinux())
        {
            Assert.Contains("cannot be written to", CacheFolderCheck.Fault("/proc/self")!.ToString(), StringComparison.Ordinal);
        }
    }
}
