using System.Diagnostics;

namespace EdgeActors.Benchmarks.Serving;

/// <summary>The reference server and the load generator, built from the shared test bed, and where everything lies.</summary>
internal static class TestBed
{
    public static string Root { get; } = FindRoot();

    public static string Models { get; } = Shared("EDGEACTORS_MODELS", "models");

    public static string Sources { get; } = Shared("EDGEACTORS_BENCH", "bench");

    public static string Built { get; } = Directory.CreateDirectory(Path.Combine(Root, "artifacts", "bench")).FullName;

    public static string Agent { get; } = Path.Combine(Root, "src", "EdgeRuntime", "bin", "Release", "net10.0", "edgeactors");

    public static string EngineLibrary { get; } = Path.Combine(Path.GetDirectoryName(Agent)!, "libonnxruntime.so.1");

    public static string LoadGenerator { get; } = Path.Combine(Built, "loadgen");

    /// <summary>Builds the C++ programs when they are not there yet. Needs libgrpc++-dev, protobuf-compiler-grpc and cmake.</summary>
    public static void Build()
    {
        if (!File.Exists(LoadGenerator))
        {
            Run("cmake", "-S", Path.Combine(Sources, "peers"), "-B", Built);
            Run("cmake", "--build", Built, "--target", "server", "loadgen");
        }
    }

    /// <summary>Runs a program to its end and returns its output; anything but exit code 0 is an error.</summary>
    public static string Run(string program, params string[] arguments) => Run(program, arguments, sharedMemory: false);

    /// <summary>The same; with <paramref name="sharedMemory"/> the program's segments are made read-only once they are there.</summary>
    public static string Run(string program, string[] arguments, bool sharedMemory)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        while (sharedMemory && !process.HasExited && ClientSegments.Protect(process.Id) == 0)
        {
            Thread.Yield();
        }

        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {output}");
    }

    private static string Shared(string variable, string folder)
    {
        string path = Environment.GetEnvironmentVariable(variable) ?? Path.Combine(Root, "..", "shared", folder);
        return Directory.Exists(path)
            ? Path.GetFullPath(path)
            : throw new DirectoryNotFoundException($"{path} is not there; set {variable} to the shared {folder} folder");
    }

    private static string FindRoot()
    {
        string folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "EdgeActors.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("no EdgeActors.sln above the benchmark");
        }

        return folder;
    }
}
