using System.Diagnostics;
using System.Net.Sockets;
using EdgeActors.Greengrass;
using EdgeActors.Protocol.Client;
using EdgeActors.Specs.Agents;
using EdgeActors.Specs.GreengrassDoubles;

namespace EdgeActors.Specs.Greengrass;

/// <summary>The real process as a nucleus starts it: with its environment, under its socket, and stopped by SIGTERM.</summary>
public sealed class NucleusLifecycleSpecs : IDisposable
{
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(5);

    private readonly string _folder = Directory.CreateTempSubdirectory("gg-").FullName;
    private readonly NotifySocketDouble _manager;

    public NucleusLifecycleSpecs() => _manager = new NotifySocketDouble(Path.Combine(_folder, "notify"));

    private string Socket => Path.Combine(_folder, "agent.sock");

    public void Dispose()
    {
        _manager.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [NeedsTheory(Needs.Linux)]
    [InlineData(NucleusFlavour.Classic)]
    [InlineData(NucleusFlavour.Lite)]
    internal async Task Both_are_told_that_it_runs_when_clients_can_connect_and_not_before(NucleusFlavour flavour)
    {
        List<bool> served = [];
        _manager.Told = message => NoteWhetherServed(message.StartsWith("READY=1\nSTATUS=Serving on " + Socket, StringComparison.Ordinal), served);
        await using NucleusDouble nucleus = NucleusDouble.Start(Path.Combine(_folder, "ipc.socket"), flavour);
        nucleus.Told = state => NoteWhetherServed(state == "RUNNING", served);

        await using AgentProcess agent = await StartAsync(nucleus.Environment);
        await _manager.WaitForAsync("READY=1");
        await agent.WaitForOutputAsync("told that this component is Running");
        agent.Signal("TERM");
        int code = await agent.WaitForExitAsync(StopLimit);

        Assert.Equal([true, true], served);
        Assert.Equal(0, code);
        Assert.StartsWith("STOPPING=1", await _manager.WaitForAsync("STOPPING=1"), StringComparison.Ordinal);
        Assert.Equal(["RUNNING"], nucleus.States);
        Assert.DoesNotContain("CANARY", agent.Output, StringComparison.Ordinal);
    }

    [NeedsFact(Needs.Linux)]
    public async Task The_components_parameters_come_from_the_nucleus()
    {
        await using NucleusDouble nucleus = NucleusDouble.Start(Path.Combine(_folder, "ipc.socket"));
        string captures = Path.Combine(_folder, "captures");
        nucleus.Put("DeviceFleetName", "fleet");
        nucleus.Put("CaptureDataDestination", "Disk");
        nucleus.Put("CaptureDataDiskPath", captures);
        nucleus.Put("LocalDataRootPath", Path.Combine(_folder, "root"));
        nucleus.Put("accessControl", new System.Text.Json.Nodes.JsonObject());
        nucleus.Put("FolderPrefx", "x");

        await using AgentProcess agent = await StartAsync(nucleus.Environment);

        await agent.WaitForOutputAsync("stored in " + captures);
        await agent.WaitForOutputAsync("FolderPrefx is not known");
        await agent.WaitForOutputAsync("Start number 1");
        Assert.DoesNotContain("accessControl", agent.Output, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(_folder, "root", "process.json")));
    }

    [NeedsTheory(Needs.Linux)]
    [InlineData(NucleusManner.Refuses)]
    [InlineData(NucleusManner.Hangs)]
    [InlineData(NucleusManner.HangsInCalls)]
    [InlineData(NucleusManner.Garbage)]
    internal async Task A_nucleus_that_does_not_help_holds_up_neither_the_start_nor_the_stop(NucleusManner manner)
    {
        await using NucleusDouble nucleus = NucleusDouble.Start(Path.Combine(_folder, "ipc.socket"));
        nucleus.Manner = manner;
        Dictionary<string, string> environment = nucleus.Environment;
        environment["EDGEACTORS_NUCLEUS_WAIT_SECONDS"] = "1";

        await using AgentProcess agent = await StartAsync(environment);
        using EdgeAgentClient client = agent.Connect();
        Assert.NotNull(await client.ListModelsAsync());
        agent.Signal("TERM");
        int code = await agent.WaitForExitAsync(StopLimit);

        Assert.Equal(0, code);
        Assert.Contains("gave no configuration within 1 s", agent.Output, StringComparison.Ordinal);
        Assert.InRange(agent.Output.Split("is no help").Length, manner is NucleusManner.Refuses or NucleusManner.Garbage ? 2 : 1, 2);
    }

    [NeedsFact(Needs.Linux)]
    public async Task A_nucleus_that_is_not_there_costs_the_start_no_more_than_its_wait()
    {
        Dictionary<string, string> environment = new()
        {
            ["SVCUID"] = "token",
            ["AWS_GG_NUCLEUS_DOMAIN_SOCKET_FILEPATH_FOR_COMPONENT"] = Path.Combine(_folder, "nobody.socket"),
        };
        TimeSpan wait = GreengrassSource.UsualWait;
        TimeSpan without = await StartTimeAsync([]);

        TimeSpan with = await StartTimeAsync(environment);

        // One start may take a second more than another.
        Assert.InRange(with, wait, without + wait + TimeSpan.FromSeconds(2));
    }

    [NeedsFact(Needs.Linux)]
    public async Task A_killed_agent_is_counted_as_a_crash_by_the_next_one_and_a_stopped_one_is_not()
    {
        for (int life = 0; life < 2; life++)
        {
            AgentProcess killed = await StartAsync([]);
            killed.Kill();
            await killed.WaitForExitAsync(StopLimit);
        }

        await using (AgentProcess third = await StartAsync([]))
        {
            await third.WaitForOutputAsync("Start number 3, 2 of them after a crash and 0");
            await third.WaitForOutputAsync("follows a crash");
        }

        await using AgentProcess fourth = await StartAsync([]);
        await fourth.WaitForOutputAsync("Start number 4, 2 of them after a crash and 0");
        Assert.DoesNotContain("follows a crash", fourth.Output, StringComparison.Ordinal);
    }

    [NeedsFact(Needs.Linux)]
    public async Task Beats_come_twice_in_the_watchdogs_time_and_end_with_the_stop()
    {
        await using AgentProcess agent = await StartAsync(new() { ["WATCHDOG_USEC"] = "2000000" });
        await _manager.WaitForBeatsAsync(4);

        agent.Signal("TERM");
        await agent.WaitForExitAsync(StopLimit);

        Assert.StartsWith("STOPPING=1", _manager.Messages.Last(), StringComparison.Ordinal);
        Assert.Contains("alive, every 1 s", agent.Output, StringComparison.Ordinal);
    }

    private async Task<AgentProcess> StartAsync(Dictionary<string, string> environment)
    {
        string[] variables = [.. environment.Append(new("NOTIFY_SOCKET", Path.Combine(_folder, "notify"))).Select(static v => $"{v.Key}={v.Value}")];
        AgentProcess agent = await AgentProcess.StartUnderAsync(["env", .. variables], _folder, Socket, "-a", Socket);
        agent.KeepsFolder = true;
        return agent;
    }

    private async Task<TimeSpan> StartTimeAsync(Dictionary<string, string> environment)
    {
        Stopwatch started = Stopwatch.StartNew();
        await using AgentProcess agent = await StartAsync(environment);
        return started.Elapsed;
    }

    private void NoteWhetherServed(bool isTold, List<bool> served)
    {
        if (!isTold)
        {
            return;
        }

        using Socket client = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        Exception? refused = Record.Exception(() => client.Connect(new UnixDomainSocketEndPoint(Socket)));
        lock (served)
        {
            served.Add(refused is null);
        }
    }
}
