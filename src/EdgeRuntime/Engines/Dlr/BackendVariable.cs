namespace EdgeActors.Engines.Dlr;

/// <summary>Variables of libdlr and what runs below it that the agent knows.</summary>
internal static class BackendVariable
{
    /// <summary>Where TensorRT keeps engines.</summary>
    public const string CacheFolder = "TVM_TENSORRT_CACHE_DIR";

    /// <summary>How much it may keep, in MiB. The agent sees to that itself: public builds of libdlr do not know the variable.</summary>
    public const string CacheSize = "TVM_TENSORRT_CACHE_DISK_SIZE_MB";

    /// <summary>Threads that work for one handle of a graph.</summary>
    public const string TvmThreads = "TVM_NUM_THREADS";

    /// <summary>Threads that work for one handle of decision trees.</summary>
    public const string TreeThreads = "OMP_NUM_THREADS";

    /// <summary>Those that the old agent's documentation lets users set.</summary>
    public static IReadOnlyList<string> Documented { get; } = [CacheFolder, CacheSize];
}
