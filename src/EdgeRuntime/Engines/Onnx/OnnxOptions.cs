namespace EdgeActors.Engines.Onnx;

/// <summary>Settings of the ONNX engine; <see cref="OnnxOptionsValidator"/> knows the ranges.</summary>
internal sealed record OnnxOptions
{
    /// <summary>The largest <see cref="IntraOpThreads"/>.</summary>
    public const int MostIntraOpThreads = 256;

    /// <summary>
    /// Path of the ONNX Runtime library to use; null (default) for the one that is packaged next to the executable.
    /// </summary>
    public string? LibraryPath { get; init; }

    /// <summary>
    /// Threads that work on one operator, shared by all models; 1 (default) to 256. The caller's thread is one of them. 0 means one per
    /// processor, at most 4. One is best for small models and whenever several clients ask at once; a large network with a single client
    /// gains from more (docs/performance.md).
    /// </summary>
    public int IntraOpThreads { get; init; } = 1;

    /// <summary>
    /// Bytes that runs of all models together may hold for intermediate and output tensors and for weights that the engine rearranges;
    /// 16 MiB to 16 TiB, default 2 GiB. A run that would need more ends with ResourceExhausted. Weights that stay as they are in
    /// the file are not part of it: whoever admits a model counts those by its footprint. Memory is taken in regions of powers of two,
    /// so a large tensor may take up to twice its size; what it leaves is for smaller ones. The engine's own records, which
    /// are not part of it either, can take more than tensors of a few bytes do.
    /// </summary>
    public long MemoryBudget { get; init; } = 2L << 30;

    /// <summary>Bytes that a model file may have; 1 KiB to 2 GiB (the format's own limit, default). Weights beside it do not count.</summary>
    public long LargestModelFile { get; init; } = 2L << 30;

    /// <summary>The number that <see cref="IntraOpThreads"/> stands for on a machine with <paramref name="processors"/>.</summary>
    public int EffectiveIntraOpThreads(int processors) => IntraOpThreads > 0 ? IntraOpThreads : Math.Clamp(processors, 1, 4);
}

/// <summary>Checks <see cref="OnnxOptions"/>.</summary>
internal static class OnnxOptionsValidator
{
    /// <summary>Every fault, each naming the setting, its value and the range; empty when all is well.</summary>
    public static IReadOnlyList<string> Validate(OnnxOptions options)
    {
        List<string> faults = [];
        if (options.LibraryPath is not null && !Path.IsPathFullyQualified(options.LibraryPath))
        {
            faults.Add($"LibraryPath '{options.LibraryPath}' is not an absolute path; give the full path of the ONNX Runtime library.");
        }

        Range(faults, nameof(options.IntraOpThreads), options.IntraOpThreads, 0, OnnxOptions.MostIntraOpThreads);
        Range(faults, nameof(options.MemoryBudget), options.MemoryBudget, 16L << 20, 16L << 40);
        Range(faults, nameof(options.LargestModelFile), options.LargestModelFile, 1L << 10, 2L << 30);
        return faults;
    }

    private static void Range(List<string> faults, string name, long value, long least, long most)
    {
        if (value < least || value > most)
        {
            faults.Add($"{name} is {value}; it must be from {least} to {most}.");
        }
    }
}
