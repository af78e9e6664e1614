using EdgeActors.Protocol.Grpc;
using EdgeActors.Specs.Agents;
using EdgeActors.Specs.Cloud;
using EdgeActors.Specs.Devices;
using EdgeActors.Specs.Load;
using Xunit.Abstractions;

namespace EdgeActors.Specs.Disks;

/// <summary>
/// A full disk whose file system writes every block elsewhere than where it was. It has no room for what is written into mapped files either, and the
/// kernel ends who does so.
/// </summary>
public class OutOfPlaceSpecs(ITestOutputHelper output)
{
    [NeedsFact(Needs.Linux, Needs.Root, Needs.Btrfs)]
    public async Task A_full_disk_refuses_captures_and_the_agent_lives_on()
    {
        using CaptureDevice device = new(("CaptureDataPushPeriodSeconds", "600"));
        await using OutOfPlaceDisk disk = await OutOfPlaceDisk.MountAsync(device.DataRoot, 64);
        await using AgentProcess agent = await device.StartAsync();
        CaptureLoad load = Capturing.NewLoad();
        await agent.CaptureAsync(load, 100);
        disk.Fill();

        Task capturing = agent.CaptureAsync(load, 600);
        await load.RefusedAsync(GrpcStatusCode.ResourceExhausted, 20);
        PredictTimes predicted = await PredictTimes.MeasureAsync(agent, TimeSpan.FromMilliseconds(100));
        disk.Empty();
        await capturing;

        output.WriteLine($"refusals {string.Join(", ", load.Refusals)}; {load.LastRefusal}; {predicted.Count} predictions on the full disk");
        Assert.InRange(predicted.Count, 1, int.MaxValue);
        Assert.DoesNotContain(load.Refusals, refusal => refusal.Key is not GrpcStatusCode.ResourceExhausted);
        await device.FlushedAsync(agent, load.Acknowledged.Keys);
        SinkBooks.Of(device.CaptureRoot).MustBalance(load.Acknowledged);
    }

    [NeedsFact(Needs.Linux, Needs.Root, Needs.Btrfs)]
    public async Task The_books_of_a_running_agent_can_be_read()
    {
        using CaptureDevice device = new(("CaptureDataPushPeriodSeconds", "600"));
        await using OutOfPlaceDisk disk = await OutOfPlaceDisk.MountAsync(device.DataRoot, 64);
        await using AgentProcess agent = await device.StartAsync();
        CaptureLoad load = Capturing.NewLoad();
        await agent.CaptureAsync(load, 300);

        Assert.Equal(300, (await CaptureVerdict.OfAsync(device)).MustBalance().Count("accepted"));
        await agent.CaptureAsync(load, 310);
    }
}
