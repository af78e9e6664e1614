using EdgeActors.Configuration;
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
            MaxConcurrencyPerModel = options.MaxConcurrency ?? Math.Clamp(Environment.ProcessorCount, 1, ModelsOptions.MostRunsPerModel),
            MaxQueuePerModel = options.MaxQueue,
        };
    }

    /// <summary>Settings of the engine.</summary>
    public static OnnxOptions Engine(RunOptions options) => new()
    {
        LibraryPath = options.EngineLibrary,
        MemoryBudget = options.MemoryBudget - (options.MemoryBudget / TensorPart),
        IntraOpThreads = options.IntraThreads,
    };
}
