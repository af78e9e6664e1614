using EdgeActors.Protocol.Client;
using EdgeActors.Specs.Agents;
using EdgeActors.Specs.Budget;
using EdgeActors.Specs.Devices;
using EdgeActors.Specs.Load;

namespace EdgeActors.Specs.Disks;

/// <summary>A capture folder that is full, read-only or gone: captures go on, and reach it when it is well again.</summary>
public class CaptureFolderSpecs
{
    [NeedsFact(Needs.Linux, Needs.Root)]
    public async Task Captures_are_kept_while_the_capture_folder_is_full()
    {
        using CaptureDevice device = new();
        await using MemoryDisk disk = await MemoryDisk.MountAsync(device.CaptureRoot, 32);
        await using AgentProcess agent = await device.StartAsync();
        CaptureLoad load = new(CaptureDevice.Model, CaptureContent.MixedSize);
        disk.Fill();

        await CaptureAsync(agent, load, 1_000);
        await agent.WaitForOutputAsync("full");
        disk.Empty();

        await device.DrainedAsync(agent, load.Acknowledged.Keys);
        Assert.Empty(load.Refusals);
        SinkBooks.Of(device.CaptureRoot).MustBalance(load.Acknowledged);
    }

    [NeedsFact(Needs.Linux, Needs.Root)]
    public async Task Captures_are_kept_while_the_capture_folder_is_read_only()
    {
        using CaptureDevice device = new();
        await using MemoryDisk disk = await MemoryDisk.MountAsync(device.CaptureRoot, 32);
        await using AgentProcess agent = await device.StartAsync();
        CaptureLoad load = new(CaptureDevice.Model, CaptureContent.MixedSize);
        await CaptureAsync(agent, load, 100);
        await device.DrainedAsync(agent, load.Acknowledged.Keys);

        await disk.RemountAsync(writable: false);
        await CaptureAsync(agent, load, 1_000);
        await agent.WaitForOutputAsync("cannot be written");
        await disk.RemountAsync(writable: true);

        await device.DrainedAsync(agent, load.Acknowledged.Keys);
        Assert.Empty(load.Refusals);
        SinkBooks.Of(device.CaptureRoot).MustBalance(load.Acknowledged);
    }

    [NeedsFact(Needs.Linux)]
    public async Task A_capture_folder_that_was_removed_is_made_again()
    {
        using CaptureDevice device = new();
        await using AgentProcess agent = await device.StartAsync();
        CaptureLoad before = new(CaptureDevice.Model, _ => 5_000);
        await CaptureAsync(agent, before, 100);
        await device.DrainedAsync(agent, before.Acknowledged.Keys);

        Directory.Delete(device.CaptureRoot, recursive: true);
        CaptureLoad after = new(CaptureDevice.Model, CaptureContent.MixedSize);
        await CaptureAsync(agent, after, 300, "after");

        await device.DrainedAsync(agent, after.Acknowledged.Keys);
        Assert.Empty(after.Refusals);
        SinkBooks.Of(device.CaptureRoot).MustBalance(after.Acknowledged);
    }

    [NeedsFact(Needs.Linux, Needs.Root)]
    public async Task A_data_root_that_cannot_be_written_is_named_at_the_start()
    {
        using CaptureDevice device = new();
        Directory.CreateDirectory(device.DataRoot);
        using UnwritableFolder nothing = new(device.DataRoot);

        ProgramEnd end = await device.FailToStartAsync();

        MustExplain(device, end);
    }

    [NeedsFact(Needs.Linux)]
    public async Task A_data_root_that_is_no_folder_is_named_at_the_start()
    {
        using CaptureDevice device = new();
        await File.WriteAllTextAsync(device.DataRoot, "no folder");

        ProgramEnd end = await device.FailToStartAsync();

        MustExplain(device, end);
    }

    private static void MustExplain(CaptureDevice device, ProgramEnd end)
    {
        Assert.True(end.ExitCode == 1, $"exit code {end.ExitCode}: {end.Output}");
        Assert.Contains(device.DataRoot, end.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", end.Output, StringComparison.Ordinal);
    }

    private static async Task CaptureAsync(AgentProcess agent, CaptureLoad load, int count, string prefix = "f")
    {
        using EdgeAgentClient client = agent.Connect();
        await load.RunAsync(client, prefix, 4, count, CancellationToken.None);
    }
}
