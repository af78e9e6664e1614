using System.Globalization;

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

        Range(faults, nameof(options.MemoryBudgetBytes), options.MemoryBudgetBytes, SmallestBudget, long.MaxValue);
        Range(faults, nameof(options.MaxConcurrencyPerModel), options.MaxConcurrencyPerModel, 1, ModelsOptions.MostRunsPerModel);
        Range(faults, nameof(options.MaxQueuePerModel), options.MaxQueuePerModel, 0, ModelsOptions.LongestQueue);
        Range(faults, nameof(options.MaxModels), options.MaxModels, 1, 10_000);
        Range(faults, nameof(options.LoadConcurrency), options.LoadConcurrency, 1, 16);
        Range(faults, nameof(options.LoadFootprintFactor), options.LoadFootprintFactor, 0.1, 100);
        Range(faults, nameof(options.DrainTimeout), options.DrainTimeout, TimeSpan.Zero, TimeSpan.FromHours(1));
        Range(faults, nameof(options.StopTimeout), options.StopTimeout, TimeSpan.FromSeconds(0.1), TimeSpan.FromSeconds(4.5));
        Range(faults, nameof(options.TensorBudgetBytes), options.TensorBudgetBytes, SmallestBudget, long.MaxValue);
        Range(faults, nameof(options.TensorCacheBytes), options.TensorCacheBytes, 0, long.MaxValue);
        Range(faults, nameof(options.MaxEngineThreads), options.MaxEngineThreads, 1, 1024);
        Range(faults, nameof(options.EngineThreadIdleTime), options.EngineThreadIdleTime, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1));
        return faults;
    }

    // Written so that NaN is a fault too.
    private static void Range<T>(List<string> faults, string name, T value, T least, T most)
        where T : IComparable<T>
    {
        if (!(value.CompareTo(least) >= 0 && value.CompareTo(most) <= 0))
        {
            faults.Add(string.Create(CultureInfo.InvariantCulture, $"{name} is {value}; allowed is {least} to {most}"));
        }
    }
}
