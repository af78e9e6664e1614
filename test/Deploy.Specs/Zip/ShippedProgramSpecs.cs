using EdgeActors.Protocol.Agent;
using EdgeActors.Protocol.Client;
using EdgeActors.S3Double;
using EdgeActors.Specs.Agents;
using EdgeActors.Specs.Places;

namespace EdgeActors.Specs.Zip;

/// <summary>The program as it is shipped, trimmed: the ways through it that find types by name or by reflection, and the libraries of each platform.</summary>
public sealed class ShippedProgramSpecs
{
    private static TimeSpan Limit => ShippedProgram.Limit;

    [Theory]
    [OnX64]
    [OnArm64]
    public async Task Demo_runs_to_its_end(string platform)
    {
        using ShippedProgram program = ShippedProgram.Unpack(platform);

        await program.MustRunAsync("demo", "--once");
    }

    [Theory]
    [OnX64(Needs.Models)]
    [OnArm64(Needs.Models)]
    public async Task Real_networks_give_their_known_answers(string platform)
    {
        using ShippedProgram program = ShippedProgram.Unpack(platform);
        (AgentProcess agent, _) = await program.StartAsync();
        await using AgentProcess stopped = agent;
        using EdgeAgentClient client = agent.Connect();

        foreach (KnownAnswer network in new[] { KnownAnswer.Mnist(), KnownAnswer.Cnn(), KnownAnswer.Squeezenet(), KnownAnswer.Shufflenet() })
        {
            await client.LoadAsync(network);
            await client.MustAnswerAsync(network);
        }
    }

    [Theory]
    [OnX64(Needs.Models)]
    [OnArm64(Needs.Models)]
    public async Task Durable_captures_and_predictions_work_and_the_books_balance(string platform)
    {
        using ShippedProgram program = ShippedProgram.Unpack(platform);
        (AgentProcess agent, string config) = await program.StartAsync(("DbEnable", "true"));
        await using AgentProcess stopped = agent;
        using EdgeAgentClient client = agent.Connect();

        await client.LoadAsync(KnownAnswer.Mnist());
        await client.MustAnswerAsync(KnownAnswer.Mnist());
        await client.CaptureDataAsync(Capture("c1"), Limit);
        await StoredAsync(client, "c1");

        Assert.Contains("the books balance", await program.MustRunAsync("capture", "verify", "-c", config), StringComparison.Ordinal);
        Assert.Contains("\"stored\": 1", await program.MustRunAsync("capture", "ls", "-c", config, "--json"), StringComparison.Ordinal);
        Assert.Contains("mnist", await program.MustRunAsync("models", "list", "-a", agent.Socket), StringComparison.Ordinal);
        Assert.Contains("Plus214_Output_0", await program.MustRunAsync("models", "describe", "mnist", "-a", agent.Socket), StringComparison.Ordinal);
        Assert.Contains("SERVING", await program.MustRunAsync("status", "-a", agent.Socket), StringComparison.Ordinal);
    }

    [Theory]
    [OnX64(Needs.Models)]
    [OnArm64(Needs.Models)]
    public async Task Capture_that_was_answered_survives_a_kill(string platform)
    {
        using ShippedProgram program = ShippedProgram.Unpack(platform);
        (AgentProcess killed, string config) = await program.StartAsync(("DbEnable", "true"), ("CaptureDataPushPeriodSeconds", "3600"));
        await using (killed)
        {
            killed.KeepsFolder = true;
            using EdgeAgentClient client = killed.Connect();
            await client.LoadAsync(KnownAnswer.Mnist());
            await client.CaptureDataAsync(Capture("c1"), Limit);
            await killed.KillAsync();
        }

        await using AgentProcess next = await program.StartAsync(killed.Folder, config);
        using EdgeAgentClient again = next.Connect();

        GetCaptureDataStatusResponse status = await again.GetCaptureDataStatusAsync(new GetCaptureDataStatusRequest { CaptureId = "c1" }, Limit);
        Assert.Equal(CaptureDataStatus.InProgress, status.Status);
    }

    [Theory]
    [OnX64(Needs.Models)]
    [OnArm64(Needs.Models)]
    public async Task Captures_reach_a_bucket(string platform)
    {
        using ShippedProgram program = ShippedProgram.Unpack(platform);
        await using S3Server server = await S3Server.StartAsync();
        (AgentProcess agent, _) = await program.StartAsync(
            ("CaptureDataDestination", "Cloud"),
            ("BucketName", "captures"),
            ("sagemaker_edge_core_region", "eu-central-1"),
            ("edgeactors_s3_endpoint", server.Endpoint.AbsoluteUri),
            ("edgeactors_s3_path_style", "true"));
        await using AgentProcess stopped = agent;
        using EdgeAgentClient client = agent.Connect();
        await client.LoadAsync(KnownAnswer.Mnist());

        await client.CaptureDataAsync(Capture("c1"), Limit);
        await StoredAsync(client, "c1");

        Assert.Single(server.Objects(), o => o.Key.EndsWith(".jsonl", StringComparison.Ordinal));
    }

    [Theory]
    [OnX64]
    [OnArm64]
    public async Task Faults_on_purpose_are_not_inside(string platform)
    {
        using ShippedProgram program = ShippedProgram.Unpack(platform);
        string socket = Path.Combine(Path.GetTempPath(), $"faults-{Guid.NewGuid():N}.sock");

        ProgramEnd end = await program.RunAsync("run", "-a", socket, "--faults", socket + "2");

        Assert.Equal(2, end.ExitCode);
        Assert.DoesNotContain(Directory.GetFiles(program.Folder), f => f.Contains("FaultKit", StringComparison.OrdinalIgnoreCase));
    }

    private static CaptureDataRequest Capture(string id) =>
        new() { ModelName = "mnist", CaptureId = id, InputTensors = { Tensors.Floats("x", [.. Enumerable.Range(0, 2000).Select(i => (float)i)], 2000) } };

    private static async Task StoredAsync(EdgeAgentClient client, string id)
    {
        using CancellationTokenSource late = new(Limit);
        using PeriodicTimer tick = new(TimeSpan.FromMilliseconds(50));
        CaptureDataStatus status;
        do
        {
            await tick.WaitForNextTickAsync(late.Token);
            status = (await client.GetCaptureDataStatusAsync(new GetCaptureDataStatusRequest { CaptureId = id }, Limit)).Status;
        }
        while (status == CaptureDataStatus.InProgress);
        Assert.Equal(CaptureDataStatus.Success, status);
    }
}
