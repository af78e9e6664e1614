using EdgeActors.Protocol.Client;
using EdgeActors.Specs.Agents;
using EdgeActors.Specs.Devices;
using EdgeActors.Specs.Load;

namespace EdgeActors.Specs.Cloud;

/// <summary>What specs of the cloud do with an agent.</summary>
internal static class Capturing
{
    /// <summary>Longest wait for something that comes.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>A load of which each capture is 1 KB, or what <paramref name="size"/> says.</summary>
    public static CaptureLoad NewLoad(Func<string, int>? size = null) => new(CaptureDevice.Model, size ?? (static _ => 1_000));

    /// <summary>Captures until <paramref name="count"/> in all have been acknowledged.</summary>
    public static async Task CaptureAsync(this AgentProcess agent, CaptureLoad load, int count, int clients = 8)
    {
        using EdgeAgentClient client = agent.Connect();
        await load.RunAsync(client, "c", clients, count, CancellationToken.None);
        Assert.Equal(count, load.Acknowledged.Count);
    }

    /// <summary>Waits for a condition that only time brings about; looks often.</summary>
    public static async Task UntilAsync(Func<Task<bool>> condition)
    {
        using CancellationTokenSource late = new(Patience);
        using PeriodicTimer tick = new(TimeSpan.FromMilliseconds(20));
        while (!await condition())
        {
            await tick.WaitForNextTickAsync(late.Token);
        }
    }

    /// <summary>Files in a part of the spool.</summary>
    public static int Spooled(this CaptureDevice device, string part)
    {
        DirectoryInfo folder = new(Path.Combine(device.DataRoot, "spool", part));
        return folder.Exists ? folder.GetFiles().Length : 0;
    }
}
