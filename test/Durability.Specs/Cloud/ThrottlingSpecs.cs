using EdgeActors.S3Double;
using EdgeActors.S3Double.Faults;
using EdgeActors.S3Double.Operations;
using EdgeActors.Specs.Agents;
using EdgeActors.Specs.Load;
using Xunit.Abstractions;

namespace EdgeActors.Specs.Cloud;

/// <summary>C6: a server that throttles and loses answers.</summary>
public class ThrottlingSpecs(ITestOutputHelper output)
{
    private const int Seed = 30_20;
    private const int Captures = 500;

    [NeedsFact(Needs.Linux)]
    public async Task Lost_answers_and_throttling_lose_and_double_nothing_at_six_requests_per_object()
    {
        await using CloudDevice cloud = await CloudDevice.WithDoubleAsync(("CaptureDataBatchSize", "250"), ("CaptureDataBufferSize", "500"));
        cloud.Server!.Faults.Randomly(Seed, "", S3Operation.PutObject, (0.3, S3Fault.SlowDown()), (0.2, S3Fault.LostAnswer()));
        CaptureLoad load = Capturing.NewLoad(Size);
        await using AgentProcess agent = await cloud.StartAsync();

        await agent.CaptureAsync(load, Captures);
        await cloud.Device.DrainedAsync(agent, load.Acknowledged.Keys, within: TimeSpan.FromMinutes(5));

        IReadOnlyList<S3Request> puts = cloud.Server.Requests.All;
        IReadOnlyList<string> keys = [.. cloud.Server.Objects().Select(o => o.Key)];
        int failed = puts.Count(r => r.Status != 200);
        double requests = (double)puts.Count / keys.Count;
        output.WriteLine($"seed {Seed}: {keys.Count} objects, {puts.Count} requests of which {failed} failed, {requests:F2} requests per object");
        Assert.True(failed > keys.Count / 3, $"only {failed} of {puts.Count} requests failed");
        Assert.InRange(requests, 1, 6);
        Assert.Equal(keys.Order(StringComparer.Ordinal), puts.Select(r => r.Key).Distinct().Order(StringComparer.Ordinal));
        cloud.Books().MustBalance(load.Acknowledged);
    }

    // One in ten is an object of its own; small ones, so that few manifests wait for each other.
    private static int Size(string id) => id.EndsWith('7') ? 5_000 : 200;
}
