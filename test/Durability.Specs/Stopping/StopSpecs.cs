using System.Diagnostics;
using EdgeActors.Protocol.Client;
using EdgeActors.Specs.Agents;
using EdgeActors.Specs.Devices;
using EdgeActors.Specs.Load;

namespace EdgeActors.Specs.Stopping;

/// <summary>C9: a graceful stop under load loses nothing, with the database and without it.</summary>
public class StopSpecs
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    [NeedsTheory(Needs.Linux)]
    [InlineData("TERM", "true")]
    [InlineData("HUP", "true")]
    [InlineData("TERM", "false")]
    [InlineData("HUP", "false")]
    public async Task A_stop_under_load_exits_with_0_and_loses_nothing(string signal, string database)
    {
        using CaptureDevice device = new(("DbEnable", database), ("CaptureDataPushPeriodSeconds", "60"));
        CaptureLoad load = new(CaptureDevice.Model, CaptureContent.MixedSize);
        await using AgentProcess agent = await device.StartAsync();
        Task running = LoadAsync(agent, load);
        await load.ReachedAsync(200);

        long asked = Stopwatch.GetTimestamp();
        agent.Signal(signal);
        int code = await agent.WaitForExitAsync(Limit);
        await running;

        Assert.True(code == 0, $"exit code {code} after {Stopwatch.GetElapsedTime(asked)}:\n{agent.Output}");
        await AfterAsync(device, load, database == "true");
    }

    // With the database what is left may wait for the next start; without it the stop itself must have flushed.
    private static async Task AfterAsync(CaptureDevice device, CaptureLoad load, bool database)
    {
        if (database)
        {
            await using AgentProcess next = await device.StartAsync();
            await device.FlushedAsync(next, load.Acknowledged.Keys);
        }

        SinkBooks.Of(device.CaptureRoot).MustBalance(load.Acknowledged);
    }

    private static async Task LoadAsync(AgentProcess agent, CaptureLoad load)
    {
        using EdgeAgentClient client = agent.Connect();
        await load.RunAsync(client, "s", 8, int.MaxValue, CancellationToken.None);
    }
}
