namespace EdgeActors.Models;

/// <summary>Limits of the model actors. <see cref="ModelsOptionsValidator"/> checks them at start.</summary>
public sealed record ModelsOptions
{
    /// <summary>The default of <see cref="MaxQueuePerModel"/>.</summary>
    public const int UsualQueue = 256;

    /// <summary>The largest <see cref="MaxQueuePerModel"/>.</summary>
    public const int LongestQueue = 100_000;

    /// <summary>The largest <see cref="MaxConcurrencyPerModel"/>.</summary>
    public const int MostRunsPerModel = 256;

    /// <summary>Folder that relative model urls are taken from. Absolute; required.</summary>
    public required string WorkingDirectory { get; init; }

    /// <summary>
    /// Bytes that all loaded models together may take, by the estimate of <see cref="LoadFootprintFactor"/>. At least 1 MiB;
    /// required: the host knows what its cgroup or machine has.
    /// </summary>
    public required long MemoryBudgetBytes { get; init; }

    /// <summary>Runs of one model at one time, 1 to 256; required: the host knows its processors. The engine may allow fewer.</summary>
    public required int MaxConcurrencyPerModel { get; init; }

    /// <summary>Predictions that may wait for one model, 0 to 100,000. Default 256.</summary>
    public int MaxQueuePerModel { get; init; } = UsualQueue;

    /// <summary>Models that may be loaded, 1 to 10,000. Default 64.</summary>
    public int MaxModels { get; init; } = 64;

    /// <summary>Models that may load at one time, 1 to 16; further ones wait. Default 2.</summary>
    public int LoadConcurrency { get; init; } = 2;

    /// <summary>
    /// Memory of a loaded model as a multiple of its files, 0.1 to 100. Default 1.5: weights once, plus what an engine
    /// prepares from them.
    /// </summary>
    public double LoadFootprintFactor { get; init; } = 1.5;

    /// <summary>
    /// How long an unload waits for predictions before it refuses those that wait and ends those that run, 0 to 1 hour.
    /// Default 30 s.
    /// </summary>
    public TimeSpan DrainTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How long a graceful stop may take, 0.1 to 4.5 s: the actor system gives each phase of its shutdown 5 s, and so do
    /// some service managers. Default 4 s; after half of it, what runs is ended.
    /// </summary>
    public TimeSpan StopTimeout { get; init; } = TimeSpan.FromSeconds(4);

    /// <summary>Bytes of tensors that may be held at one time, all requests together, at least 1 MiB. Default 512 MiB.</summary>
    public long TensorBudgetBytes { get; init; } = 512L << 20;

    /// <summary>Bytes of tensor memory kept for the next request, 0 or more. Default 32 MiB.</summary>
    public long TensorCacheBytes { get; init; } = 32L << 20;

    /// <summary>Threads for engine runs of all models together, 1 to 1024; made on demand. Default 64.</summary>
    public int MaxEngineThreads { get; init; } = 64;

    /// <summary>How long an idle engine thread is kept, 1 s to 1 hour. Default 30 s.</summary>
    public TimeSpan EngineThreadIdleTime { get; init; } = TimeSpan.FromSeconds(30);
}
