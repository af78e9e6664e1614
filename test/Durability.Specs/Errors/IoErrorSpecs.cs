using EdgeActors.Protocol.Client;
using EdgeActors.Protocol.Grpc;
using EdgeActors.Specs.Agents;
using EdgeActors.Specs.Devices;
using EdgeActors.Specs.Load;
using Xunit.Abstractions;

namespace EdgeActors.Specs.Errors;

/// <summary>C3: the n-th write or sync of the journal fails once. The client hears an error or the capture is durable; soon after all is well.</summary>
public class IoErrorSpecs(ITestOutputHelper output)
{
    private const int Captures = 30;
    private const int Small = 1_000;
    private const int Spooled = 5_000;
    private static readonly TimeSpan HealthyAgain = TimeSpan.FromSeconds(5);

    private int _told;

    [NeedsTheory(Needs.Linux, Needs.Strace)]
    [InlineData("fdatasync,fsync", "EIO", 1)]
    [InlineData("fdatasync,fsync", "EIO", 2)]
    [InlineData("pwrite64", "EIO", 1)]
    [InlineData("pwrite64", "ENOSPC", 2)]
    [InlineData("fdatasync,fsync", "EIO", 3)]
    [InlineData("fdatasync,fsync", "EIO", 4)]
    [InlineData("fdatasync,fsync", "EIO", 5)]
    [InlineData("fdatasync,fsync", "EIO", 8)]
    [InlineData("fdatasync,fsync", "EIO", 13)]
    [InlineData("fdatasync,fsync", "ENOSPC", 6)]
    [InlineData("pwrite64", "EIO", 6)]
    [InlineData("pwrite64", "EIO", 15)]
    [InlineData("pwrite64", "EIO", 30)]
    [InlineData("pwrite64", "ENOSPC", 12)]
    [InlineData("pwrite64", "ENOSPC", 25)]
    public Task A_failing_call_of_the_journal_is_told_or_harmless(string calls, string error, int when) =>
        FailAsync(calls, error, when, Small, Paths);

    // Of each thread its n-th: files of spool and sink have no names that are known before.
    [NeedsTheory(Needs.Linux, Needs.Strace)]
    [InlineData("EIO", 5)]
    [InlineData("ENOSPC", 6)]
    public Task A_failing_sync_of_spool_or_sink_is_told_or_harmless(string error, int when) => FailAsync("fsync", error, when, Spooled, _ => []);

    [NeedsFact(Needs.Linux, Needs.Strace)]
    public async Task A_start_whose_folders_cannot_be_made_durable_ends_with_a_clear_message()
    {
        using CaptureDevice device = new();
        string[] strace = ["strace", "-D", "-f", "-qq", "-o", "/dev/null", "-e", "trace=fsync", "-e", "inject=fsync:error=EIO"];

        InvalidOperationException ended = await Assert.ThrowsAsync<InvalidOperationException>(() => device.StartAsync(strace));

        Assert.Contains("edgeactors: cannot fsync " + device.Folder, ended.Message, StringComparison.Ordinal);
        await using AgentProcess next = await device.StartAsync();
    }

    private async Task FailAsync(string calls, string error, int when, int size, Func<CaptureDevice, IEnumerable<string>> paths)
    {
        using CaptureDevice device = new();
        Directory.CreateDirectory(device.DataRoot);
        string trace = Path.Combine(device.Folder, "trace");
        string[] strace =
            ["strace", "-D", "-f", "-qq", "-o", trace, .. paths(device), "-e", $"trace={calls}", "-e", $"inject={calls}:error={error}:when={when}"];
        Dictionary<string, int> promised = [];
        {
            await using AgentProcess agent = await device.StartAsync(strace);
            agent.ErrorsExpected = true;
            await CaptureAsync(agent, promised, size);
            await agent.KillAsync();
        }

        await using AgentProcess next = await device.StartAsync();
        await device.DrainedAsync(next, promised.Keys);
        int injected = (await File.ReadAllLinesAsync(trace)).Count(line => line.EndsWith("(INJECTED)", StringComparison.Ordinal));
        output.WriteLine($"{injected} calls failed, {_told} errors told, {promised.Count} captures promised");
        Assert.NotEqual(0, injected);
        SinkBooks.Of(device.CaptureRoot).MustBalance(promised);
    }

    private static IEnumerable<string> Paths(CaptureDevice device) =>
        from file in (string[])["journal.db", "journal.db-wal"]
        from word in (string[])["-P", Path.Combine(device.DataRoot, "db", file)]
        select word;

    // Each capture is tried until it is accepted or known: an error that was told may have stored it all the same.
    private async Task CaptureAsync(AgentProcess agent, Dictionary<string, int> promised, int size)
    {
        using EdgeAgentClient client = agent.Connect();
        for (int n = 0; n < Captures; n++)
        {
            string id = $"io-{n}";
            using CancellationTokenSource unhealthy = new(HealthyAgain);
            while (!await AcceptedAsync(client, id, size, unhealthy.Token))
            {
                await Task.Yield();
            }

            promised[id] = size;
        }
    }

    private async Task<bool> AcceptedAsync(EdgeAgentClient client, string id, int size, CancellationToken unhealthy)
    {
        unhealthy.ThrowIfCancellationRequested();
        try
        {
            await client.CaptureDataAsync(CaptureContent.Request(CaptureDevice.Model, id, size), HealthyAgain, unhealthy);
            return true;
        }
        catch (GrpcException told) when (told.Code is GrpcStatusCode.Internal or GrpcStatusCode.ResourceExhausted or GrpcStatusCode.Unavailable)
        {
            _told++;
            return false;
        }
        catch (GrpcException known) when (known.Code == GrpcStatusCode.AlreadyExists)
        {
            return true;
        }
    }
}
