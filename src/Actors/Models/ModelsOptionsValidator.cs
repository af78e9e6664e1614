using EdgeActors.Wording;

namespace EdgeActors.Models;

/// <summary>Checks <see cref="ModelsOptions"/>.</summary>
public static class ModelsOptionsValidator
{
    private const long SmallestBudget = 1 << 20;

    /// <summary>Every fault at once, each with the option's name, its value and what is allowed; empty when all is well.</summary>
    public static IReadOnlyList<string> Faults(ModelsOptions options)
    {
        List<string> faults = [];
        if (!Path.IsPathFullyQualified(options.WorkingDirectory))
        {
            faults.Add($"{nameof(options.WorkingDirectory)} is '{options.WorkingDirectory}'; give an absolute folder");
        }

        OptionRange.Check(faults, nameof(options.MemoryBudgetBytes), options.MemoryBudgetBytes, SmallestBudget, long.MaxValue);
        OptionRange.Check(faults, nameof(options.MaxConcurrencyPerModel), options.MaxConcurrencyPerModel, 1, ModelsOptions.MostRunsPerModel);
        OptionRange.Check(faults, nameof(options.MaxQueuePerModel), options.MaxQueuePerModel, 0, ModelsOptions.LongestQueue);
        OptionRange.Check(faults, nameof(options.MaxModels), options.MaxModels, 1, 10_000);
        OptionRange.Check(faults, nameof(options.LoadConcurrency), options.LoadConcurrency, 1, 16);
        OptionRange.Check(faults, nameof(options.LoadFootprintFactor), options.LoadFootprintFactor, 0.1, 100);
        OptionRange.Check(faults, nameof(options.DrainTimeout), options.DrainTimeout, TimeSpan.Zero, TimeSpan.FromHours(1));
        OptionRange.Check(faults, nameof(options.StopTimeout), options.StopTimeout, TimeSpan.FromSeconds(0.1), TimeSpan.FromSeconds(4.5));
        OptionRange.Check(faults, nameof(options.TensorBudgetBytes), options.TensorBudgetBytes, SmallestBudget, long.MaxValue);
        OptionRange.Check(faults, nameof(options.TensorCacheBytes), options.TensorCacheBytes, 0, long.MaxValue);
        OptionRange.Check(faults, nameof(options.MaxEngineThreads), options.MaxEngineThreads, 1, 1024);
        OptionRange.Check(faults, nameof(options.EngineThreadIdleTime), options.EngineThreadIdleTime, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1));
        return faults;
    }
}
