using System.Collections.Concurrent;
using EdgeActors.Protocol.Client;
using EdgeActors.Specs.Agents;
using EdgeActors.Specs.Nuclei;

namespace EdgeActors.Specs.Lifecycle;

/// <summary>What agent and nucleus tell each other while the agent runs.</summary>
public sealed class NucleusTalkSpecs
{
    // Every connection is told of in the verbose log.
    private const string PeerIsKnown = "is from process";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [NeedsTheory(Needs.Linux, Needs.Root)]
    [InlineData(Nucleus.Classic)]
    [InlineData(Nucleus.Lite)]
    public async Task Agent_says_that_it_is_ready_by_both_ways_once_its_socket_is_there(Nucleus nucleus)
    {
        using EdgeDevice device = await EdgeDevice.WithAgentAsync(nucleus);
        await using ListeningNucleus listening = ListeningNucleus.On(device);
        ConcurrentQueue<string> told = new();
        void Note(string signal) => told.Enqueue($"{signal.Split('\n')[0]} {(File.Exists(device.Socket) ? "with" : "without")} a socket");
        (listening.Ipc.Told, listening.ServiceManager.Told) = (Note, Note);
        string[] expected = nucleus == Nucleus.Lite ? ["RUNNING with a socket", "READY=1 with a socket"] : ["RUNNING with a socket"];

        using ComponentProcess agent = await device.StartAsync(more: listening.Environment);

        await EventuallyAsync(() => expected.All(told.Contains));
        Assert.DoesNotContain(told, signal => signal is "RUNNING without a socket" or "READY=1 without a socket");
        Assert.Equal(0, await agent.StopAsync());
    }

    [NeedsTheory(Needs.Linux, Needs.Root)]
    [InlineData(Nucleus.Classic, "true")]
    [InlineData(Nucleus.Lite, "true")]
    [InlineData(Nucleus.Lite, "false")]
    public async Task Parameter_that_no_variable_carries_comes_from_the_nucleus(Nucleus nucleus, string verbose)
    {
        using EdgeDevice device = await EdgeDevice.WithAgentAsync(nucleus, merge: [("SagemakerEdgeLogVerbose", verbose)]);
        await using ListeningNucleus listening = ListeningNucleus.On(device);
        using ComponentProcess agent = await device.StartAsync(more: listening.Environment);
        using EdgeAgentClient client = device.Connect();

        await client.ListModelsAsync();
        Assert.Equal(0, await agent.StopAsync());

        Assert.Equal(verbose == "true", agent.Output.Contains(PeerIsKnown, StringComparison.Ordinal));
    }

    [NeedsTheory(Needs.Linux, Needs.Root)]
    [InlineData(Nucleus.Classic)]
    [InlineData(Nucleus.Lite)]
    public async Task Parameter_that_changes_at_the_nucleus_holds_without_a_restart(Nucleus nucleus)
    {
        using EdgeDevice device = await EdgeDevice.WithAgentAsync(nucleus);
        await using ListeningNucleus listening = ListeningNucleus.On(device);
        using ComponentProcess agent = await device.StartAsync(more: listening.Environment);
        await EventuallyAsync(() => listening.Ipc.States.Contains("RUNNING"));

        await listening.Ipc.ChangeAsync("CaptureDataPushPeriodSeconds", "2");
        await listening.Ipc.ChangeAsync("SagemakerEdgeLogVerbose", "true");

        await EventuallyAsync(() => agent.Output.Contains("CaptureDataPushPeriodSeconds was \"4\" and is \"2\" now", StringComparison.Ordinal));
        await EventuallyAsync(() => agent.Output.Contains("SagemakerEdgeLogVerbose was \"false\" and is \"true\" now", StringComparison.Ordinal));
        using EdgeAgentClient client = device.Connect();
        await client.ListModelsAsync();
        await EventuallyAsync(() => agent.Output.Contains(PeerIsKnown, StringComparison.Ordinal));
        Assert.Equal(0, await agent.StopAsync());
    }

    private static async Task EventuallyAsync(Func<bool> holds)
    {
        using CancellationTokenSource late = new(Patience);
        using PeriodicTimer tick = new(TimeSpan.FromMilliseconds(50));
        while (!holds())
        {
            Assert.True(await tick.WaitForNextTickAsync(late.Token));
        }
    }
}
