using EdgeActors.Protocol.Client;
using EdgeActors.Specs.Agents;
using EdgeActors.Specs.EveryStep;
using EdgeActors.Specs.GreengrassDoubles;

namespace EdgeActors.Specs.Watching;

/// <summary>A real agent that is made to hang or to fail inside: whoever watches over it learns of it.</summary>
public sealed class WatchdogSpecs : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly string _folder = Directory.CreateTempSubdirectory("watch-").FullName;
    private readonly NotifySocketDouble _manager;
    private readonly FaultSocket _faults;

    public WatchdogSpecs()
    {
        _manager = new NotifySocketDouble(Path.Combine(_folder, "notify"));
        _faults = new FaultSocket(Path.Combine(_folder, "faults.sock"));
    }

    public void Dispose() => _manager.Dispose();

    [NeedsTheory(Needs.Linux)]
    [InlineData("at actor /user/edge/models on ListModels: drop")]
    [InlineData("at actor /user/edge/models: drop")]
    public async Task Beats_end_when_the_registry_answers_nobody_and_come_again_when_it_does(string script)
    {
        await using AgentProcess agent = await StartAsync();
        agent.ErrorsExpected = true;
        await _manager.WaitForBeatsAsync(2);

        await _faults.SetAsync(script);
        await agent.WaitForOutputAsync("does not prove that it works");
        int beats = _manager.Beats;
        await _manager.WaitForAsync("STATUS=Not answering");
        Assert.Equal(beats, _manager.Beats);
        await _faults.SetAsync("seed 1");

        await _manager.WaitForBeatsAsync(beats + 2);
    }

    [NeedsFact(Needs.Linux)]
    public async Task Beats_end_when_the_socket_file_is_gone()
    {
        await using AgentProcess agent = await StartAsync();
        await _manager.WaitForBeatsAsync(1);

        File.Move(agent.Socket, agent.Socket + ".aside");
        await agent.WaitForOutputAsync("does not prove that it works");
        File.Move(agent.Socket + ".aside", agent.Socket);

        Assert.Contains("the socket failed", agent.Output, StringComparison.Ordinal);
        await agent.WaitForOutputAsync("proves again");
    }

    [NeedsFact(Needs.Linux)]
    public async Task An_agent_that_ends_by_itself_says_so_by_its_exit_code_and_counts_as_crashed()
    {
        await using AgentProcess agent = await StartAsync();
        agent.ErrorsExpected = true;
        agent.KeepsFolder = true;
        await _faults.SetAsync("at actor /user/edge/models on ListModels: crash");

        using (EdgeAgentClient client = agent.Connect())
        {
            for (int i = 0; i < 20 && !agent.HasExited; i++)
            {
                await Record.ExceptionAsync(() => client.ListModelsAsync(TimeSpan.FromSeconds(1)));
            }
        }

        Assert.Equal(1, await agent.WaitForExitAsync(Limit));
        Assert.Contains("ended although nobody asked it to", agent.Output, StringComparison.Ordinal);
        await using AgentProcess next = await StartAsync();
        await next.WaitForOutputAsync("follows a crash");
    }

    private Task<AgentProcess> StartAsync()
    {
        string socket = Path.Combine(_folder, "agent.sock");
        string[] variables = ["NOTIFY_SOCKET=" + Path.Combine(_folder, "notify"), "WATCHDOG_USEC=4000000"];
        return AgentProcess.StartUnderAsync(["env", .. variables], _folder, socket, ["-a", socket, .. _faults.AgentOptions]);
    }
}
