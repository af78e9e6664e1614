using EdgeActors.Protocol.Client;
using EdgeActors.Protocol.Grpc;
using EdgeActors.Specs.Agents;
using EdgeActors.Specs.Devices;
using EdgeActors.Specs.Load;

namespace EdgeActors.Specs.Errors;

/// <summary>C3: the n-th write or sync of the journal fails once. The client hears an error or the capture is durable; soon after all is well.</summary>
public class IoErrorSpecs
{
    private const int Captures = 40;
    private static readonly TimeSpan HealthyAgain = TimeSpan.FromSeconds(5);

    [NeedsTheory(Needs.Linux, Needs.Strace)]
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
    public async Task A_failing_call_is_told_or_harmless(string calls, string error, int when)
    {
        using CaptureDevice device = new();
        Directory.CreateDirectory(device.DataRoot);
        string[] strace = ["strace", "-D", "-f", "-qq", "-o", "/dev/null", .. Paths(device), "-e", $"trace={calls}", "-e", $"inject={calls}:error={error}:when={when}"];
        Dictionary<string, int> promised = [];
        {
            await using AgentProcess agent = await device.StartAsync(strace);
            agent.ErrorsExpected = true;
            await CaptureAsync(agent, promised);
            await agent.KillAsync();
        }

        await using AgentProcess next = await device.StartAsync();
        await device.FlushedAsync(next, promised.Keys);
        Assert.NotEmpty(promised);
        SinkBooks.Of(device.CaptureRoot).MustBalance(promised);
    }

    private static IEnumerable<string> Paths(CaptureDevice device) =>
        from file in (string[])["journal.db", "journal.db-wal"]
        from word in (string[])["-P", Path.Combine(device.DataRoot, "db", file)]
        select word;

    // Each capture is tried until it is accepted or known: an error that was told may have stored it all the same.
    private static async Task CaptureAsync(AgentProcess agent, Dictionary<string, int> promised)
    {
        using EdgeAgentClient client = agent.Connect();
        for (int n = 0; n < Captures; n++)
        {
            string id = $"io-{n}";
            using CancellationTokenSource unhealthy = new(HealthyAgain);
            while (!await AcceptedAsync(client, id, unhealthy.Token))
            {
                await Task.Yield();
            }

            promised[id] = 1_000;
        }
    }

    private static async Task<bool> AcceptedAsync(EdgeAgentClient client, string id, CancellationToken unhealthy)
    {
        unhealthy.ThrowIfCancellationRequested();
        try
        {
            await client.CaptureDataAsync(CaptureContent.Request(CaptureDevice.Model, id, 1_000), HealthyAgain, unhealthy);
            return true;
        }
        catch (GrpcException told) when (told.Code is GrpcStatusCode.Internal or GrpcStatusCode.ResourceExhausted or GrpcStatusCode.Unavailable)
        {
            return false;
        }
        catch (GrpcException known) when (known.Code == GrpcStatusCode.AlreadyExists)
        {
            return true;
        }
    }
}
