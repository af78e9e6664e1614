using EdgeActors.Specs.Agents;
using Xunit.Abstractions;

namespace EdgeActors.Specs.PowerLoss;

/// <summary>What a commit of the journal asks the disk for: the log's bytes, and not the times that its file was written and looked at.</summary>
public sealed class CommitCallsSpecs(ITestOutputHelper output) : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("commit-calls-");

    [NeedsFact(Needs.Linux, Needs.Strace)]
    public async Task A_commit_syncs_the_logs_data_and_does_not_look_at_its_file()
    {
        string log = Path.Combine(_folder.FullName, "run", "data", "db", "journal.db-wal");
        string[] calls = [.. (await CallsAsync(Path.Combine(_folder.FullName, "run"))).Where(line => line.Contains(log, StringComparison.Ordinal))];

        int dataSyncs = Count(calls, "fdatasync");
        int syncs = Count(calls, "fsync");
        int looks = calls.Length - dataSyncs - syncs;
        output.WriteLine($"of the journal's log: {dataSyncs} fdatasync, {syncs} fsync, {looks} looks at its file");
        Assert.InRange(dataSyncs, 40, int.MaxValue);
        // The first sync of a new log is SQLite's own, which syncs the folder too; who opens a log or empties it looks at it.
        Assert.Equal(1, syncs);
        Assert.InRange(looks, 0, dataSyncs / 4);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static int Count(string[] calls, string name) => calls.Count(line => line.Contains($" {name}(", StringComparison.Ordinal));

    private async Task<string[]> CallsAsync(string root)
    {
        string trace = Path.Combine(_folder.FullName, "trace");
        string program = Path.Combine(AppContext.BaseDirectory, "Durability.Specs");
        await RecordedRun.StraceAsync("-f", "-y", "-qq", "-o", trace, "-e", "trace=fsync,fdatasync,%%stat", program, "workload", root);
        return await File.ReadAllLinesAsync(trace);
    }
}
