namespace EdgeActors.Benchmarks;

/// <summary>A folder for one run, which goes with all that is in it: a capture run writes hundreds of megabytes.</summary>
internal sealed class BenchmarkFolder(string prefix) : IDisposable
{
    /// <summary>Absolute path.</summary>
    public string Path { get; } = Directory.CreateTempSubdirectory(prefix).FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
