using EdgeActors.Specs.Agents;
using EdgeActors.Specs.Cloud;
using EdgeActors.Specs.Devices;
using EdgeActors.Specs.Load;
using Xunit.Abstractions;

namespace EdgeActors.Specs.Killing;

/// <summary>C2: the process is killed at random moments under load; what it promised is in the sink, once.</summary>
public class KillSpecs(ITestOutputHelper output)
{
    private const int Seed = 20240426;

    [NeedsFact(Needs.Linux)]
    public async Task Nothing_acknowledged_is_lost_or_doubled_on_disk()
    {
        using CaptureDevice device = new();
        CaptureLoad load = new(CaptureDevice.Model, CaptureContent.MixedSize);
        KillCycles cycles = new(load, Seed);

        await cycles.RunAsync(KillCycles.Count, () => device.StartAsync());
        await using AgentProcess last = await device.StartAsync();
        await device.DrainedAsync(last, load.Acknowledged.Keys);

        output.WriteLine($"{KillCycles.Count} kills, {cycles}");
        Assert.NotEmpty(load.Acknowledged);
        SinkBooks.Of(device.CaptureRoot).MustBalance(load.Acknowledged);
        Assert.InRange((await CaptureVerdict.OfAsync(device)).MustBalance().Count("accepted"), load.Acknowledged.Count, long.MaxValue);
    }

    [NeedsFact(Needs.Linux)]
    public async Task Nothing_acknowledged_is_lost_or_doubled_in_a_bucket()
    {
        await using CloudDevice cloud = await CloudDevice.WithDoubleAsync();
        CaptureLoad load = new(CaptureDevice.Model, CaptureContent.MixedSize);
        KillCycles cycles = new(load, Seed);

        await cycles.RunAsync(KillCycles.Count, () => cloud.StartAsync());
        await using AgentProcess last = await cloud.StartAsync();
        await cloud.Device.DrainedAsync(last, load.Acknowledged.Keys);

        output.WriteLine($"{KillCycles.Count} kills, {cloud.Server!.Requests.All.Count} requests, {cycles}");
        Assert.NotEmpty(load.Acknowledged);
        cloud.Books().MustBalance(load.Acknowledged);
        (await CaptureVerdict.OfAsync(cloud.Device, cloud.Keys)).MustBalance();
    }
}
