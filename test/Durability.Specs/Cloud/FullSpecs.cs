using EdgeActors.Protocol.Agent;
using EdgeActors.Protocol.Client;
using EdgeActors.Protocol.Grpc;
using EdgeActors.S3Double.Faults;
using EdgeActors.Specs.Agents;
using EdgeActors.Specs.Devices;
using EdgeActors.Specs.Load;

namespace EdgeActors.Specs.Cloud;

/// <summary>The cloud is away and there is no more room: FAILED_PRECONDITION, or the oldest captures give way, as configured.</summary>
public class FullSpecs
{
    private const int Large = 150_000;
    private const int Captures = 30;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    [NeedsTheory(Needs.Linux)]
    [InlineData("false", "1G")]
    [InlineData("true", "1M")]
    public async Task Only_when_nothing_can_be_kept_captures_fail_with_the_cloud_as_reason(string database, string spool)
    {
        await using CloudDevice cloud = await CloudDevice.WithDoubleAsync(
            ("DbEnable", database), ("edgeactors_spool_budget", spool), ("CaptureDataBufferSize", "10"), ("CaptureDataBatchSize", "5"));
        cloud.Server!.Faults.Always(S3Fault.SlowDown());
        await using AgentProcess agent = await cloud.StartAsync();
        using EdgeAgentClient client = agent.Connect();
        Dictionary<string, int> kept = [];

        GrpcException refused = await CaptureUntilOfflineAsync(client, kept);
        cloud.Server.Faults.Clear();
        await cloud.Device.DrainedAsync(agent, kept.Keys);

        Assert.Equal(
            "the cloud cannot be reached and this device can keep no more captures; restore the connection, or give captures room on disk", refused.Message);
        Assert.InRange(kept.Count, 5, Captures);
        cloud.Books().MustBalance(kept);
        // What is stored leaves the spool a moment later.
        await Capturing.UntilAsync(() => Task.FromResult(cloud.Device.Spooled("captures") == 0));
        await client.CaptureDataAsync(CaptureContent.Request(CaptureDevice.Model, "after", Large), Limit, CancellationToken.None);
    }

    [NeedsFact(Needs.Linux)]
    public async Task Dropping_the_oldest_takes_every_capture_and_counts_what_it_drops()
    {
        await using CloudDevice cloud = await CloudDevice.WithDoubleAsync(
            ("edgeactors_spool_budget", "1M"), ("edgeactors_spool_policy", "drop-oldest"), ("CaptureDataBufferSize", "4"), ("CaptureDataBatchSize", "2"));
        cloud.Server!.Faults.Always(S3Fault.SlowDown());
        CaptureLoad load = Capturing.NewLoad(static _ => Large);
        await using AgentProcess agent = await cloud.StartAsync();

        await agent.CaptureAsync(load, Captures, clients: 1);
        cloud.Server.Faults.Clear();
        await cloud.Device.DrainedAsync(agent, load.Acknowledged.Keys);

        using EdgeAgentClient client = agent.Connect();
        Dictionary<string, CaptureDataStatus> ends = [];
        foreach (string id in load.Acknowledged.Keys)
        {
            ends[id] = await CaptureDevice.StatusAsync(client, id);
        }

        SinkBooks books = cloud.Books();
        string[] stored = [.. ends.Where(e => e.Value == CaptureDataStatus.Success).Select(e => e.Key)];
        Assert.Equal(stored.Order(StringComparer.Ordinal), books.Captures.Select(c => c.CaptureId).Order(StringComparer.Ordinal));
        Assert.Equal(Captures - stored.Length, ends.Count(e => e.Value == CaptureDataStatus.Failure));
        Assert.InRange(stored.Length, 4, Captures - 10);
        Assert.Contains($"c-{Captures}", stored);
        Assert.Contains("its oldest batches are dropped for newer ones", agent.Output, StringComparison.Ordinal);
    }

    // A full buffer alone is told otherwise: it is empty again in a moment.
    private static async Task<GrpcException> CaptureUntilOfflineAsync(EdgeAgentClient client, Dictionary<string, int> kept)
    {
        using CancellationTokenSource late = new(Capturing.Patience);
        while (true)
        {
            late.Token.ThrowIfCancellationRequested();
            string id = $"full-{kept.Count}";
            try
            {
                await client.CaptureDataAsync(CaptureContent.Request(CaptureDevice.Model, id, Large), Limit, CancellationToken.None);
                kept[id] = Large;
            }
            catch (GrpcException refused) when (refused.Code == GrpcStatusCode.FailedPrecondition)
            {
                return refused;
            }
            catch (GrpcException full) when (full.Code == GrpcStatusCode.ResourceExhausted)
            {
                await Task.Yield();
            }
        }
    }
}
