using EdgeActors.Models;

namespace EdgeActors.Specs.Models;

public sealed class ModelsOptionsSpecs
{
    private static readonly ModelsOptions Valid = new()
    {
        WorkingDirectory = Path.GetTempPath(),
        MemoryBudgetBytes = 1 << 30,
        MaxConcurrencyPerModel = 2,
    };

    public static TheoryData<string, ModelsOptions, ModelsOptions, ModelsOptions, ModelsOptions> Ranges() => new()
    {
        // name, just below, least, most, just above
        { nameof(Valid.MemoryBudgetBytes), Valid with { MemoryBudgetBytes = 1048575 }, Valid with { MemoryBudgetBytes = 1048576 }, Valid with { MemoryBudgetBytes = long.MaxValue }, Valid with { MemoryBudgetBytes = -1 } },
        { nameof(Valid.MaxConcurrencyPerModel), Valid with { MaxConcurrencyPerModel = 0 }, Valid with { MaxConcurrencyPerModel = 1 }, Valid with { MaxConcurrencyPerModel = 256 }, Valid with { MaxConcurrencyPerModel = 257 } },
        { nameof(Valid.MaxQueuePerModel), Valid with { MaxQueuePerModel = -1 }, Valid with { MaxQueuePerModel = 0 }, Valid with { MaxQueuePerModel = 100_000 }, Valid with { MaxQueuePerModel = 100_001 } },
        { nameof(Valid.MaxModels), Valid with { MaxModels = 0 }, Valid with { MaxModels = 1 }, Valid with { MaxModels = 10_000 }, Valid with { MaxModels = 10_001 } },
        { nameof(Valid.LoadConcurrency), Valid with { LoadConcurrency = 0 }, Valid with { LoadConcurrency = 1 }, Valid with { LoadConcurrency = 16 }, Valid with { LoadConcurrency = 17 } },
        { nameof(Valid.LoadFootprintFactor), Valid with { LoadFootprintFactor = double.NaN }, Valid with { LoadFootprintFactor = 0.1 }, Valid with { LoadFootprintFactor = 100 }, Valid with { LoadFootprintFactor = 100.1 } },
        { nameof(Valid.DrainTimeout), Valid with { DrainTimeout = TimeSpan.FromTicks(-1) }, Valid with { DrainTimeout = TimeSpan.Zero }, Valid with { DrainTimeout = TimeSpan.FromHours(1) }, Valid with { DrainTimeout = TimeSpan.FromHours(1.1) } },
        { nameof(Valid.StopTimeout), Valid with { StopTimeout = TimeSpan.FromSeconds(0.09) }, Valid with { StopTimeout = TimeSpan.FromSeconds(0.1) }, Valid with { StopTimeout = TimeSpan.FromSeconds(4.5) }, Valid with { StopTimeout = TimeSpan.FromSeconds(4.6) } },
        { nameof(Valid.TensorBudgetBytes), Valid with { TensorBudgetBytes = 1048575 }, Valid with { TensorBudgetBytes = 1048576 }, Valid with { TensorBudgetBytes = long.MaxValue }, Valid with { TensorBudgetBytes = 0 } },
        { nameof(Valid.TensorCacheBytes), Valid with { TensorCacheBytes = -1 }, Valid with { TensorCacheBytes = 0 }, Valid with { TensorCacheBytes = long.MaxValue }, Valid with { TensorCacheBytes = long.MinValue } },
        { nameof(Valid.MaxEngineThreads), Valid with { MaxEngineThreads = 0 }, Valid with { MaxEngineThreads = 1 }, Valid with { MaxEngineThreads = 1024 }, Valid with { MaxEngineThreads = 1025 } },
        { nameof(Valid.EngineThreadIdleTime), Valid with { EngineThreadIdleTime = TimeSpan.FromSeconds(0.9) }, Valid with { EngineThreadIdleTime = TimeSpan.FromSeconds(1) }, Valid with { EngineThreadIdleTime = TimeSpan.FromHours(1) }, Valid with { EngineThreadIdleTime = TimeSpan.FromHours(1.1) } },
    };

    [Fact]
    public void Defaults_are_these()
    {
        Assert.Equal(256, Valid.MaxQueuePerModel);
        Assert.Equal(64, Valid.MaxModels);
        Assert.Equal(2, Valid.LoadConcurrency);
        Assert.Equal(1.5, Valid.LoadFootprintFactor);
        Assert.Equal(TimeSpan.FromSeconds(30), Valid.DrainTimeout);
        Assert.Equal(TimeSpan.FromSeconds(4), Valid.StopTimeout);
        Assert.Equal(512L << 20, Valid.TensorBudgetBytes);
        Assert.Equal(32L << 20, Valid.TensorCacheBytes);
        Assert.Equal(64, Valid.MaxEngineThreads);
        Assert.Equal(TimeSpan.FromSeconds(30), Valid.EngineThreadIdleTime);
        Assert.Empty(ModelsOptionsValidator.Faults(Valid));
    }

    [Theory]
    [MemberData(nameof(Ranges))]
    public void Each_limit_has_its_range(string name, ModelsOptions below, ModelsOptions least, ModelsOptions most, ModelsOptions above)
    {
        Assert.StartsWith(name + " is ", Assert.Single(ModelsOptionsValidator.Faults(below)), StringComparison.Ordinal);
        Assert.Empty(ModelsOptionsValidator.Faults(least));
        Assert.Empty(ModelsOptionsValidator.Faults(most));
        Assert.StartsWith(name + " is ", Assert.Single(ModelsOptionsValidator.Faults(above)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("models")]
    public void The_working_directory_is_absolute(string folder) =>
        Assert.Equal(
            $"WorkingDirectory is '{folder}'; give an absolute folder",
            Assert.Single(ModelsOptionsValidator.Faults(Valid with { WorkingDirectory = folder })));

    [Fact]
    public void All_faults_are_told_at_once()
    {
        IReadOnlyList<string> faults = ModelsOptionsValidator.Faults(Valid with { MaxModels = 0, LoadConcurrency = 99 });

        Assert.Equal(["MaxModels is 0; allowed is 1 to 10000", "LoadConcurrency is 99; allowed is 1 to 16"], faults);
    }
}
