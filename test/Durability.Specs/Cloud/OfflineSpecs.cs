using EdgeActors.S3Double;
using EdgeActors.S3Double.Faults;
using EdgeActors.Specs.Agents;
using EdgeActors.Specs.Load;
using Xunit.Abstractions;

namespace EdgeActors.Specs.Cloud;

/// <summary>Hundreds of batches wait in the spool when the cloud returns: they go in order, at a bounded rate, and leave nothing behind.</summary>
public class OfflineSpecs(ITestOutputHelper output)
{
    private const int Batches = 200;
    private const int MostPerSecond = 22;
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [NeedsFact(Needs.Linux)]
    public async Task What_was_spooled_offline_goes_in_order_at_a_bounded_rate()
    {
        await using CloudDevice cloud = await CloudDevice.WithDoubleAsync(("CaptureDataBatchSize", "2"), ("CaptureDataBufferSize", "8"));
        cloud.Server!.Faults.Always(S3Fault.SlowDown());
        CaptureLoad load = Capturing.NewLoad();
        await using AgentProcess agent = await cloud.StartAsync();

        await agent.CaptureAsync(load, 2 * Batches, clients: 1);
        int spooled = cloud.Device.Spooled("batches");
        cloud.Server.Faults.Clear();
        await cloud.Device.DrainedAsync(agent, load.Acknowledged.Keys);

        S3Request[] stored = [.. cloud.Server.Requests.All.Where(r => r.Status == 200)];
        int busiest = stored.Max(r => stored.Count(other => other.At >= r.At && other.At < r.At + Second));
        output.WriteLine($"{spooled} batches spooled, {stored.Length} objects in {stored[^1].At - stored[0].At}, at most {busiest} in a second");
        Assert.InRange(spooled, Batches * 9 / 10, Batches);
        Assert.InRange(busiest, 1, MostPerSecond);
        SinkBooks books = cloud.Books();
        books.MustBalance(load.Acknowledged);
        Assert.Equal(Enumerable.Range(1, 2 * Batches), stored.SelectMany(r => Numbers(books, r.Key)));
        await Capturing.UntilAsync(() => Task.FromResult(cloud.Device.Spooled("batches") == 0));
    }

    private static IEnumerable<int> Numbers(SinkBooks books, string key) =>
        books.Captures.Where(c => c.ManifestKey == key).Select(c => int.Parse(c.CaptureId.Split('-')[1]));
}
