using System.Diagnostics;
using System.Globalization;
using EdgeActors.Benchmarks.Serving;

namespace EdgeActors.Benchmarks.SlowSync;

/// <summary>
/// Runs the benchmark and all that it starts with an fsync that takes as long as on the flash of a small device. Needs gcc.
/// </summary>
internal static class SlowDisk
{
    private const string Delay = "SLOW_SYNC_MICROSECONDS";

    /// <summary>Whether this process has it already.</summary>
    public static bool IsHere => Environment.GetEnvironmentVariable(Delay) is not null;

    /// <summary>Runs this process's command once more, with the delay in every fsync; gives its exit code.</summary>
    public static int RunAgain(TimeSpan delay)
    {
        string library = Path.Combine(TestBed.Built, "libslowsync.so");
        TestBed.Run("gcc", "-shared", "-fPIC", "-O1", "-o", library, Path.Combine(TestBed.Root, "test", "Benchmarks", "SlowSync", "slow_sync.c"), "-ldl", "-lpthread");
        string[] words = Environment.GetCommandLineArgs();
        ProcessStartInfo again = new(Environment.ProcessPath!, Path.GetFileName(Environment.ProcessPath) == "dotnet" ? words : words[1..]);
        again.Environment["LD_PRELOAD"] = library;
        again.Environment[Delay] = ((long)delay.TotalMicroseconds).ToString(CultureInfo.InvariantCulture);
        using Process process = Process.Start(again)!;
        process.WaitForExit();
        return process.ExitCode;
    }
}
