using System.Diagnostics;
using System.Text;

namespace EdgeActors.Specs.PowerLoss;

/// <summary>Runs a program under strace and keeps what it did below one folder, in order.</summary>
internal static class RecordedRun
{
    private const string Traced =
        "openat,creat,write,writev,pwrite64,pwritev,pwritev2,ftruncate,fallocate,fsync,fdatasync,sync_file_range," +
        "unlink,unlinkat,rename,renameat,renameat2,mkdir,mkdirat,link,linkat,copy_file_range,sendfile";

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    /// <summary>
    /// Records <paramref name="program"/>, whose output lines <c>ACK id</c> become <see cref="DiskEvent.Acknowledged"/>.
    /// </summary>
    public static async Task<IReadOnlyList<DiskEvent>> OfAsync(string root, string program, params string[] arguments)
    {
        string traces = Directory.CreateTempSubdirectory("trace-").FullName;
        try
        {
            string[] options = ["-ff", "-ttt", "-T", "-xx", "-y", "-s", "4194304", "-e", "trace=" + Traced, "-o", Path.Combine(traces, "t")];
            await StraceAsync([.. options, program, .. arguments]);
            return Order(Directory.EnumerateFiles(traces).SelectMany(File.ReadLines), root);
        }
        finally
        {
            Directory.Delete(traces, recursive: true);
        }
    }

    /// <summary>Runs strace to the end of what it traces, which must end well.</summary>
    public static async Task StraceAsync(params string[] words)
    {
        ProcessStartInfo start = new("strace", words) { RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        using CancellationTokenSource late = new(Limit);
        Task<string> output = process.StandardOutput.ReadToEndAsync(late.Token);
        Task<string> errors = process.StandardError.ReadToEndAsync(late.Token);
        await process.WaitForExitAsync(late.Token);
        Assert.True(process.ExitCode == 0, $"the recorded program ended with {process.ExitCode}:\n{await output}\n{await errors}");
    }

    // A write counts from when it returned, an fsync for what had returned when it began: so an fsync is put in order by its begin,
    // and its effect is never credited with a write that ran beside it. Acknowledgements count as early as can be.
    internal static IReadOnlyList<DiskEvent> Order(IEnumerable<string> lines, string root)
    {
        SyscallReader reader = new(root);
        return [.. lines
            .Select(StraceLine.Parse)
            .OfType<StraceLine>()
            .Where(line => line.Succeeded)
            .OrderBy(line => line.Name is "fsync" or "fdatasync" || reader.IsOutput(line) ? line.Begin : line.End)
            .SelectMany(reader.Read)];
    }

    internal static IEnumerable<DiskEvent> Acknowledgements(ReadOnlySpan<byte> output) =>
        [.. Encoding.UTF8.GetString(output)
            .Split('\n')
            .Where(line => line.StartsWith("ACK ", StringComparison.Ordinal))
            .Select(line => new DiskEvent.Acknowledged(line[4..]))];
}
