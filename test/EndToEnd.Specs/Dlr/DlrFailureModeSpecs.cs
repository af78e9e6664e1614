using System.Text.RegularExpressions;
using EdgeActors.Protocol.Agent;
using EdgeActors.Protocol.Client;
using EdgeActors.Protocol.Grpc;
using EdgeActors.Specs.Agents;
using EdgeActors.Specs.DlrStandIn;

namespace EdgeActors.Specs.Dlr;

/// <summary>What compiled models and their library do wrong: each has its status, and everybody else is served.</summary>
public sealed partial class DlrFailureModeSpecs
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(5);

    [StandInTheory]
    [InlineData(-777, "fused_dense: deliberate failure")]
    [InlineData(-778, "libdlr gives no reason")]
    [InlineData(-556, "99 dimensions")]
    [InlineData(-557, "which is none")]
    public async Task A_run_that_fails_is_internal_and_the_model_serves_on(float command, string told)
    {
        await using AgentProcess agent = await DlrModels.StartAsync();
        using EdgeAgentClient client = agent.Connect();
        await client.LoadAsync(DlrModels.Write(agent, "double", 2), "double");

        (GrpcException refused, _) = await Calls.RefusedAsync(() => client.PredictAsync(DlrModels.Request("double", command, 0, 0, 0)));

        Assert.Equal(GrpcStatusCode.Internal, refused.Code);
        Assert.Contains(told, refused.Message, StringComparison.Ordinal);
        await client.MustMultiplyAsync("double", 2, 7);
    }

    [StandInTheory]
    [InlineData("create fail", "Check failed: magic == kTVMNDArrayListMagic")]
    [InlineData("input more int8 1", "input 'more' is of type int8")]
    [InlineData("input more json 1", "data transform")]
    public async Task A_model_that_cannot_be_loaded_is_a_failed_precondition(string line, string told)
    {
        await using AgentProcess agent = await DlrModels.StartAsync();
        using EdgeAgentClient client = agent.Connect();
        await client.LoadAsync(DlrModels.Write(agent, "double", 2), "double");

        (GrpcException refused, _) = await Calls.RefusedAsync(() => client.LoadAsync(DlrModels.Write(agent, "bad", 2, line), "bad"));

        Assert.Equal(GrpcStatusCode.FailedPrecondition, refused.Code);
        Assert.Contains(told, refused.Message, StringComparison.Ordinal);
        await client.MustMultiplyAsync("double", 2, 7);
    }

    [StandInFact]
    public async Task A_run_that_hangs_costs_its_caller_the_deadline_and_nobody_else_anything()
    {
        await using AgentProcess agent = await DlrModels.StartAsync("--max-concurrency", "1");
        using EdgeAgentClient client = agent.Connect();
        string hanging = DlrModels.Write(agent, "hang", 2);
        await client.LoadAsync(hanging, "hang");
        await client.LoadAsync(DlrModels.Write(agent, "double", 2), "double");
        PredictRequest request = DlrModels.Request("hang", -889, 0, 0, 0);

        Task<(GrpcException Refusal, TimeSpan Took)>[] calls = [.. Enumerable.Range(0, 4).Select(_ => Calls.RefusedAsync(() => client.PredictAsync(request, Deadline)))];
        while (!calls.All(call => call.IsCompleted))
        {
            await client.MustMultiplyAsync("double", 2, 7);
        }

        foreach ((GrpcException refusal, TimeSpan took) in await Task.WhenAll(calls))
        {
            Assert.Equal(GrpcStatusCode.DeadlineExceeded, refusal.Code);
            Assert.InRange(took, TimeSpan.Zero, Deadline + Grace);
        }

        await File.WriteAllTextAsync(Path.Combine(hanging, "let_go"), "");
        await client.MustMultiplyAsync("hang", 2, 7);
        await client.UnloadAsync("hang");
    }

    [StandInFact]
    public async Task A_run_that_hangs_does_not_delay_the_stop()
    {
        await using AgentProcess agent = await DlrModels.StartAsync();
        using EdgeAgentClient client = agent.Connect();
        await client.LoadAsync(DlrModels.Write(agent, "hang", 2), "hang");
        Task<PredictResponse> hanging = client.PredictAsync(DlrModels.Request("hang", -889, 0, 0, 0));
        await client.ListModelsAsync();

        agent.Signal("TERM");

        // The agent cuts such a stop short after 4.6 s; on a busy machine its end takes a moment more.
        Assert.Equal(0, await agent.WaitForExitAsync(StopLimit + Grace));
        await Assert.ThrowsAsync<GrpcException>(() => hanging);
    }

    [StandInFact]
    public async Task A_load_that_hangs_leaves_the_others_their_turn()
    {
        await using AgentProcess agent = await DlrModels.StartAsync();
        using EdgeAgentClient client = agent.Connect();
        string folder = DlrModels.Write(agent, "hang", 2, "create hang");
        Task<LoadModelResponse> hanging = client.LoadModelAsync(new LoadModelRequest { Url = folder, Name = "hang" }, Patience, CancellationToken.None);

        await client.LoadAsync(DlrModels.Write(agent, "double", 2), "double");
        await client.MustMultiplyAsync("double", 2, 7);
        agent.Signal("TERM");

        Assert.Equal(0, await agent.WaitForExitAsync(StopLimit));
        await Assert.ThrowsAsync<GrpcException>(() => hanging);
    }

    [StandInFact]
    public async Task What_the_library_prints_never_breaks_the_log()
    {
        await using AgentProcess agent = await DlrModels.StartAsync("--log-level", "Debug");
        using EdgeAgentClient client = agent.Connect();
        await client.LoadAsync(DlrModels.Write(agent, "noisy", 2, "create noisy"), "noisy");

        await client.PredictAsync(DlrModels.Request("noisy", -555, 0, 0, 0));
        await agent.WaitForOutputAsync("libdlr: Server listening on nothing");
        await client.UnloadAsync("noisy");

        string[] lines = [.. agent.Output.Split('\n').Where(line => line != "a line on standard error")];
        Assert.All(lines, line => Assert.Matches(LogLine(), line));
        Assert.Contains(lines, line => line.EndsWith("debug libdlr: a line on standard output", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains("debug libdlr: Loading /", StringComparison.Ordinal));
    }

    [NeedsFact(Needs.Linux)]
    public async Task A_cache_that_is_no_folder_is_a_fault_of_the_configuration()
    {
        string folder = Directory.CreateTempSubdirectory("edge-").FullName;
        string config = Path.Combine(folder, "config.json");
        await File.WriteAllTextAsync(config, """{ "sagemaker_edge_dlr_backend_options": "TVM_TENSORRT_CACHE_DIR=/nowhere/at/all; TVM_TENSORRT_CACHE_DISK_SIZE_MB=800" }""");

        ProgramEnd end = await Programs.RunAsync(StopLimit + StopLimit, Workplace.Agent, "-a", Path.Combine(folder, "agent.sock"), "-c", config);
        Directory.Delete(folder, recursive: true);

        Assert.Equal(2, end.ExitCode);
        Assert.Contains("TVM_TENSORRT_CACHE_DIR=/nowhere/at/all", end.Output, StringComparison.Ordinal);
        Assert.Contains("create it", end.Output, StringComparison.Ordinal);
    }

    /// <summary>The known limit: native code runs inside the agent's process. Who supervises it starts it again, and clients load again.</summary>
    [StandInFact]
    public async Task A_crash_in_native_code_ends_the_agent_and_the_next_one_serves()
    {
        AgentProcess agent = await DlrModels.StartAsync();
        agent.KeepsFolder = true;
        agent.ErrorsExpected = true;
        string folder = DlrModels.Write(agent, "double", 2);
        using (EdgeAgentClient client = agent.Connect())
        {
            await client.LoadAsync(folder, "double");
            (GrpcException broken, _) = await Calls.RefusedAsync(() => client.PredictAsync(DlrModels.Request("double", -999, 0, 0, 0)));

            Assert.Equal(GrpcStatusCode.Unavailable, broken.Code);
            Assert.NotEqual(0, await agent.WaitForExitAsync(StopLimit));
        }

        await agent.DisposeAsync();
        await using AgentProcess next = await AgentProcess.StartInAsync(agent.Folder, agent.Socket, "-a", agent.Socket, "--dlr-library", StandIn.Library());
        using EdgeAgentClient again = next.Connect();
        await again.LoadAsync(folder, "double");
        await again.MustMultiplyAsync("double", 2, 7);
    }

    [GeneratedRegex(@"\A(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z (trace|debug|info |warn |error) |  |Server listening on unix:///)", RegexOptions.CultureInvariant)]
    private static partial Regex LogLine();
}
