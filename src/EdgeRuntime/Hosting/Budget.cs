using System.Globalization;
using EdgeActors.Configuration;
using EdgeActors.Engines.Dlr;
using EdgeActors.Engines.Onnx;
using EdgeActors.Models;

namespace EdgeActors.Hosting;

/// <summary>Turns what the user said into the limits of each part.</summary>
internal static class Budget
{
    // A quarter for tensors in flight, the rest for models and what they compute with.
    private const int TensorPart = 4;

    private const long LargestTensorCache = 32L << 20;

    /// <summary>Limits of the model actors.</summary>
    public static ModelsOptions Models(RunOptions options)
    {
        long tensors = options.MemoryBudget / TensorPart;
        return new ModelsOptions
        {
            StopTimeout = AgentHost.StopTimeout,
            WorkingDirectory = Environment.CurrentDirectory,
            MemoryBudgetBytes = options.MemoryBudget - tensors,
            TensorBudgetBytes = tensors,
            TensorCacheBytes = Math.Min(LargestTensorCache, tensors / TensorPart),
            MaxConcurrencyPerModel = Concurrency(options),
            MaxQueuePerModel = options.MaxQueue,
        };
    }

    /// <summary>Settings of the ONNX engine.</summary>
    public static OnnxOptions Engine(RunOptions options) => new()
    {
        LibraryPath = options.EngineLibrary,
        MemoryBudget = options.MemoryBudget - (options.MemoryBudget / TensorPart),
        IntraOpThreads = options.IntraThreads,
    };

    /// <summary>Settings of the DLR engine: handles for as many runs as there may be, threads as for the other engine unless somebody has set them.</summary>
    public static DlrOptions Dlr(RunOptions options, Func<string, string?> environment)
    {
        string[] unset = [.. new[] { BackendVariable.TvmThreads, BackendVariable.TreeThreads }
            .Where(name => options.IntraThreads > 0 && environment(name) is null && options.Dlr.Variables.All(given => given.Key != name))];
        return options.Dlr with
        {
            MaxHandles = Concurrency(options),
            MemoryBudget = options.MemoryBudget - (options.MemoryBudget / TensorPart),
            Variables = [.. options.Dlr.Variables, .. unset.Select(name => KeyValuePair.Create(name, options.IntraThreads.ToString(CultureInfo.InvariantCulture)))],
        };
    }

    private static int Concurrency(RunOptions options) =>
        options.MaxConcurrency ?? Math.Clamp(Environment.ProcessorCount, 1, ModelsOptions.MostRunsPerModel);
}
