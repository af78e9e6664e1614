using System.Net.Sockets;
using EdgeActors.Protocol.Agent;
using EdgeActors.Protocol.Client;
using EdgeActors.Protocol.Grpc;
using EdgeActors.Specs.Agents;

namespace EdgeActors.Specs.Lifecycle;

/// <summary>Start and stop of the real process, with the flags of the old agent.</summary>
public sealed class LifecycleSpecs
{
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    [NeedsTheory(Needs.Linux)]
    [InlineData("TERM")]
    [InlineData("INT")]
    [InlineData("HUP")]
    public async Task Signal_stops_the_agent_within_five_seconds_and_removes_the_socket(string signal)
    {
        await using AgentProcess agent = await AgentProcess.StartAsync();

        agent.Signal(signal);

        Assert.Equal(0, await agent.WaitForExitAsync(StopLimit));
        Assert.False(File.Exists(agent.Socket));
    }

    [NeedsFact(Needs.Models)]
    public async Task A_run_without_deadline_does_not_delay_the_stop()
    {
        await using AgentProcess agent = await AgentProcess.StartAsync();
        using EdgeAgentClient client = agent.Connect();
        await client.LoadAsync(Tensors.ModelFolder("hostile/hang_in_run"), "hang");
        Task<PredictResponse> hanging = client.PredictAsync(Tensors.Request("hang", Tensors.Floats("x", [1f], 1)));
        await client.ListModelsAsync();

        agent.Signal("TERM");

        Assert.Equal(0, await agent.WaitForExitAsync(StopLimit));
        Assert.False(File.Exists(agent.Socket));
        await Assert.ThrowsAsync<GrpcException>(() => hanging);
    }

    [NeedsFact(Needs.Models)]
    public async Task A_second_signal_ends_the_agent_at_once()
    {
        await using AgentProcess agent = await AgentProcess.StartAsync();
        using EdgeAgentClient client = agent.Connect();
        await client.LoadAsync(Tensors.ModelFolder("hostile/hang_in_run"), "hang");
        Task<PredictResponse> hanging = client.PredictAsync(Tensors.Request("hang", Tensors.Floats("x", [1f], 1)));
        await client.ListModelsAsync();
        agent.Signal("TERM");
        await agent.WaitForOutputAsync("Stopping");

        agent.Signal("INT");

        Assert.Equal(1, await agent.WaitForExitAsync(TimeSpan.FromSeconds(1)));
        await Assert.ThrowsAsync<GrpcException>(() => hanging);
    }

    [NeedsFact(Needs.Linux)]
    public async Task The_old_agents_command_line_serves()
    {
        string folder = Directory.CreateTempSubdirectory("edge-").FullName;
        string socket = Path.Combine(folder, "agent.sock");
        string config = Path.Combine(folder, "config.json");
        await File.WriteAllTextAsync(config, """
            {
              "sagemaker_edge_core_device_name": "device-1",
              "sagemaker_edge_core_device_fleet_name": "fleet-1",
              "sagemaker_edge_core_capture_data_buffer_size": 30,
              "sagemaker_edge_core_capture_data_batch_size": "10",
              "sagemaker_edge_core_capture_data_push_period_seconds": 4,
              "sagemaker_edge_core_capture_data_destination": "Disk",
              "sagemaker_edge_provider_provider": "Aws",
              "sagemaker_edge_log_verbose": "true"
            }
            """);

        await using AgentProcess agent = await AgentProcess.StartInAsync(folder, socket, "-a", socket, "-c", config, "-f", "-m", "524288000");

        Assert.Contains("Server listening on unix:///" + socket.TrimStart('/'), agent.Output, StringComparison.Ordinal);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite, File.GetUnixFileMode(socket));
    }

    [NeedsFact(Needs.Linux)]
    public async Task A_stale_socket_is_replaced()
    {
        string folder = Directory.CreateTempSubdirectory("edge-").FullName;
        string socket = Path.Combine(folder, "agent.sock");
        AgentProcess killed = await AgentProcess.StartInAsync(folder, socket, "-a", socket);
        killed.Kill();
        await killed.WaitForExitAsync(Limit);
        Assert.True(File.Exists(socket));

        await using AgentProcess next = await AgentProcess.StartInAsync(folder, socket, "-a", socket);

        Assert.False(next.HasExited);
    }

    [NeedsFact(Needs.Linux)]
    public async Task A_socket_that_somebody_serves_is_left_to_them()
    {
        await using AgentProcess agent = await AgentProcess.StartAsync();

        ProgramEnd second = await Programs.RunAsync(Limit, Workplace.Agent, "-a", agent.Socket);

        Assert.NotEqual(0, second.ExitCode);
        Assert.Contains(agent.Socket, second.Output, StringComparison.Ordinal);
        Assert.Contains("-f", second.Output, StringComparison.Ordinal);
        using EdgeAgentClient client = agent.Connect();
        Assert.NotNull(await client.ListModelsAsync());
    }

    [NeedsFact(Needs.Linux)]
    public async Task A_file_that_is_no_socket_is_never_removed()
    {
        string file = Path.Combine(Directory.CreateTempSubdirectory("edge-").FullName, "precious.txt");
        await File.WriteAllTextAsync(file, "keep me");

        ProgramEnd end = await Programs.RunAsync(Limit, Workplace.Agent, "-f", "-a", file);

        Assert.NotEqual(0, end.ExitCode);
        Assert.Equal("keep me", await File.ReadAllTextAsync(file));
    }

    [NeedsFact(Needs.Linux)]
    public async Task Every_fault_of_the_configuration_is_named_at_once()
    {
        string folder = Directory.CreateTempSubdirectory("edge-").FullName;
        string config = Path.Combine(folder, "config.json");
        await File.WriteAllTextAsync(config, """{ "CaptureDataBatchSize": "many", "DbEnable": "perhaps", "FolderPrefx": "x" }""");

        ProgramEnd end = await Programs.RunAsync(Limit, Workplace.Agent, "-a", Path.Combine(folder, "agent.sock"), "-c", config);

        Assert.Equal(2, end.ExitCode);
        Assert.Contains("CaptureDataBatchSize", end.Output, StringComparison.Ordinal);
        Assert.Contains("DbEnable", end.Output, StringComparison.Ordinal);
        Assert.Contains("FolderPrefix", end.Output, StringComparison.Ordinal);
    }

    [NeedsFact(Needs.Linux)]
    public async Task Only_the_unix_socket_listens()
    {
        await using AgentProcess agent = await AgentProcess.StartAsync();

        string[] listening = [.. Directory.GetFiles($"/proc/{agent.Pid}/fd")
            .Select(f => new FileInfo(f).LinkTarget ?? string.Empty)
            .Where(t => t.StartsWith("socket:[", StringComparison.Ordinal))
            .Select(t => t["socket:[".Length..^1])];
        string tcp = string.Concat(new[] { "/proc/net/tcp", "/proc/net/tcp6" }.Where(File.Exists).Select(File.ReadAllText));

        Assert.DoesNotContain(listening, inode => tcp.Contains(" " + inode + " ", StringComparison.Ordinal));
        using Socket peer = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await peer.ConnectAsync(new UnixDomainSocketEndPoint(agent.Socket));
    }

    [NeedsFact(Needs.Linux)]
    public async Task The_threads_that_serve_let_one_another_finish()
    {
        const string batch = "3";
        await using AgentProcess agent = await AgentProcess.StartAsync();

        // proc_pid_stat(5): the number, the name in brackets, the state as field 3, the policy as field 41.
        string[][] threads = [.. Directory.GetDirectories($"/proc/{agent.Pid}/task").Select(static thread => File.ReadAllText(thread + "/stat").Split(['(', ')']))];

        Assert.Contains(threads, static thread => thread[1] == ".NET Sockets");
        Assert.All(
            threads.Where(static thread => thread[1] is ".NET Sockets" or ".NET TP Worker" or "log"),
            static thread => Assert.Equal(batch, thread[2].Trim().Split(' ')[41 - 3]));
    }

    [Fact]
    public async Task Demo_predicts_and_exits_cleanly()
    {
        ProgramEnd end = await Programs.RunAsync(Limit, Workplace.Agent, "demo", "--once");

        Assert.Equal(0, end.ExitCode);
    }
}
