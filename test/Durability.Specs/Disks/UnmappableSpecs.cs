using EdgeActors.Specs.Agents;
using EdgeActors.Specs.Cloud;
using EdgeActors.Specs.Devices;
using EdgeActors.Specs.Load;

namespace EdgeActors.Specs.Disks;

/// <summary>A data folder whose files cannot be mapped into shared memory, which is where SQLite has the index of its log.</summary>
public class UnmappableSpecs
{
    [NeedsFact(Needs.Linux, Needs.Root, Needs.Bindfs)]
    public async Task Captures_are_kept_over_a_kill_and_the_books_can_be_read()
    {
        using CaptureDevice device = new(("CaptureDataPushPeriodSeconds", "600"));
        await using UnmappableDisk disk = await UnmappableDisk.MountAsync(device.DataRoot);
        CaptureLoad load = Capturing.NewLoad();
        await using (AgentProcess killed = await device.StartAsync())
        {
            await killed.CaptureAsync(load, 200);
            Assert.Equal(200, (await CaptureVerdict.OfAsync(device)).MustBalance().Count("accepted"));
            await killed.KillAsync();
        }

        Assert.Equal(200, (await CaptureVerdict.OfAsync(device)).MustBalance().Count("accepted"));
        await using AgentProcess agent = await device.StartAsync();
        await agent.CaptureAsync(load, 300);
        await device.FlushedAsync(agent, load.Acknowledged.Keys);

        SinkBooks.Of(device.CaptureRoot).MustBalance(load.Acknowledged);
    }
}
