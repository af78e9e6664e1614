using EdgeActors.Protocol.Client;
using EdgeActors.Protocol.Grpc;
using EdgeActors.Specs.Agents;
using EdgeActors.Specs.Devices;
using EdgeActors.Specs.Load;
using Xunit.Abstractions;

namespace EdgeActors.Specs.Disks;

/// <summary>Disks that are full, for real: nothing that was acknowledged is lost, and the agent gets well without a restart.</summary>
public class FullDiskSpecs(ITestOutputHelper output)
{
    private const int Clients = 4;

    [NeedsFact(Needs.Linux, Needs.Root)]
    public async Task A_full_data_root_refuses_captures_and_takes_them_again_when_there_is_room()
    {
        using CaptureDevice device = new();
        await using MemoryDisk disk = await MemoryDisk.MountAsync(device.DataRoot, 32);
        await using AgentProcess agent = await device.StartAsync();
        CaptureLoad load = new(CaptureDevice.Model, CaptureContent.MixedSize);
        await CaptureAsync(agent, load, 200, CancellationToken.None);
        disk.Fill();

        Task capturing = CaptureAsync(agent, load, 2_000, CancellationToken.None);
        await load.RefusedAsync(GrpcStatusCode.ResourceExhausted, 20);
        disk.Empty();
        await capturing;
        await device.DrainedAsync(agent, load.Acknowledged.Keys);

        output.WriteLine($"refusals {string.Join(", ", load.Refusals)}; {load.LastRefusal}");
        Assert.DoesNotContain(load.Refusals, refusal => refusal.Key is not GrpcStatusCode.ResourceExhausted);
        Assert.Contains("full", load.LastRefusal, StringComparison.Ordinal);
        SinkBooks.Of(device.CaptureRoot).MustBalance(load.Acknowledged);
    }

    [NeedsFact(Needs.Linux, Needs.Root)]
    public async Task A_database_that_cannot_grow_refuses_small_captures_until_it_can()
    {
        using CaptureDevice device = new();
        await using MemoryDisk disk = await MemoryDisk.MountAsync(device.DataRoot, 32);
        await using AgentProcess agent = await device.StartAsync();
        CaptureLoad load = new(CaptureDevice.Model, _ => 1_000);
        disk.Fill();

        Task capturing = CaptureAsync(agent, load, 300, CancellationToken.None);
        await load.RefusedAsync(GrpcStatusCode.ResourceExhausted, 20);
        string said = load.LastRefusal;
        disk.Empty();
        await capturing;
        await device.DrainedAsync(agent, load.Acknowledged.Keys);

        output.WriteLine($"refusals {string.Join(", ", load.Refusals)}; {said}");
        Assert.DoesNotContain(load.Refusals, refusal => refusal.Key is not GrpcStatusCode.ResourceExhausted);
        Assert.Contains("disk", said, StringComparison.Ordinal);
        SinkBooks.Of(device.CaptureRoot).MustBalance(load.Acknowledged);
    }

    [NeedsFact(Needs.Linux, Needs.Root)]
    public async Task What_waits_on_a_full_disk_is_delivered_and_makes_room_by_itself()
    {
        using CaptureDevice device = new();
        await using MemoryDisk data = await MemoryDisk.MountAsync(device.DataRoot, 16);
        await using MemoryDisk sink = await MemoryDisk.MountAsync(device.CaptureRoot, 64);
        await using AgentProcess agent = await device.StartAsync();
        await sink.RemountAsync(writable: false);
        CaptureLoad load = new(CaptureDevice.Model, CaptureContent.MixedSize);
        using CancellationTokenSource full = new();
        Task capturing = CaptureAsync(agent, load, 10_000, full.Token);
        await load.RefusedAsync(GrpcStatusCode.ResourceExhausted, 20);
        data.Fill();
        await full.CancelAsync();
        await capturing;

        await sink.RemountAsync(writable: true);
        await device.DrainedAsync(agent, load.Acknowledged.Keys);
        int before = load.Acknowledged.Count;
        await CaptureAsync(agent, load, before + load.Refusals[GrpcStatusCode.ResourceExhausted], CancellationToken.None);

        output.WriteLine($"{before} kept on the full disk, refusals {string.Join(", ", load.Refusals)}; {load.LastRefusal}");
        await device.DrainedAsync(agent, load.Acknowledged.Keys);
        Assert.InRange(load.Acknowledged.Count, before + 1, int.MaxValue);
        SinkBooks.Of(device.CaptureRoot).MustBalance(load.Acknowledged);
    }

    [NeedsFact(Needs.Linux, Needs.Root)]
    public async Task An_agent_starts_on_a_full_disk_and_loses_nothing()
    {
        using CaptureDevice device = new(("CaptureDataPushPeriodSeconds", "600"));
        await using MemoryDisk data = await MemoryDisk.MountAsync(device.DataRoot, 32);
        CaptureLoad load = new(CaptureDevice.Model, _ => 1_000);
        await using (AgentProcess first = await device.StartAsync())
        {
            await CaptureAsync(first, load, 50, CancellationToken.None);
            first.Kill();
            await first.WaitForExitAsync(TimeSpan.FromSeconds(10));
        }

        data.Fill();
        await using AgentProcess second = await device.StartAsync();
        second.ErrorsExpected = true;
        PredictTimes predicted = await PredictTimes.MeasureAsync(second, TimeSpan.FromMilliseconds(100));
        Assert.InRange(predicted.Count, 1, int.MaxValue);
        data.Empty();
        await CaptureAsync(second, load, 100, CancellationToken.None);

        await device.FlushedAsync(second, load.Acknowledged.Keys);
        SinkBooks.Of(device.CaptureRoot).MustBalance(load.Acknowledged);
    }

    private static async Task CaptureAsync(AgentProcess agent, CaptureLoad load, int count, CancellationToken stop)
    {
        using EdgeAgentClient client = agent.Connect();
        await load.RunAsync(client, "d", Clients, count, stop);
    }
}
