using System.Text.Json;
using EdgeActors.Protocol.Agent;
using EdgeActors.Protocol.Client;
using EdgeActors.S3Double;
using EdgeActors.Specs.Agents;
using EdgeActors.Specs.Places;

namespace EdgeActors.Specs.Zip;

/// <summary>The program as it is shipped, trimmed and compiled ahead of time: the ways through it that find types by name or by reflection.</summary>
public sealed class ShippedProgramSpecs : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private readonly string _unpacked = Needs.PackagesFolder is null ? string.Empty : ShippedPackages.Unpack();

    private string Program => Path.Combine(_unpacked, "edgeactors");

    [NeedsFact(Needs.Packages)]
    public async Task Demo_runs_to_its_end()
    {
        await Programs.MustRunAsync(Limit, Program, "demo", "--once");
    }

    [NeedsFact(Needs.Packages, Needs.Models)]
    public async Task Durable_captures_and_predictions_work_and_the_books_balance()
    {
        (AgentProcess agent, string config) = await StartAsync(("DbEnable", "true"));
        await using AgentProcess stopped = agent;
        using EdgeAgentClient client = agent.Connect();

        await client.LoadAsync(KnownAnswer.Mnist());
        await client.MustAnswerAsync(KnownAnswer.Mnist());
        await client.CaptureDataAsync(Capture("c1"), Limit);
        await StoredAsync(client, "c1");

        Assert.Contains("the books balance", await Programs.MustRunAsync(Limit, Program, "capture", "verify", "-c", config), StringComparison.Ordinal);
        Assert.Contains("\"stored\": 1", await Programs.MustRunAsync(Limit, Program, "capture", "ls", "-c", config, "--json"), StringComparison.Ordinal);
        Assert.Contains("mnist", await Programs.MustRunAsync(Limit, Program, "models", "list", "-a", agent.Socket), StringComparison.Ordinal);
        Assert.Contains("Plus214_Output_0", await Programs.MustRunAsync(Limit, Program, "models", "describe", "mnist", "-a", agent.Socket), StringComparison.Ordinal);
        Assert.Contains("SERVING", await Programs.MustRunAsync(Limit, Program, "status", "-a", agent.Socket), StringComparison.Ordinal);
    }

    [NeedsFact(Needs.Packages, Needs.Models)]
    public async Task Captures_reach_a_bucket()
    {
        await using S3Server server = await S3Server.StartAsync();
        (AgentProcess agent, _) = await StartAsync(
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

    [NeedsFact(Needs.Packages)]
    public async Task Faults_on_purpose_are_not_inside()
    {
        string socket = Path.Combine(Path.GetTempPath(), $"faults-{Guid.NewGuid():N}.sock");

        ProgramEnd end = await Programs.RunAsync(Limit, Program, "run", "-a", socket, "--faults", socket + "2");

        Assert.Equal(2, end.ExitCode);
        Assert.DoesNotContain(Directory.GetFiles(_unpacked), f => f.Contains("FaultKit", StringComparison.OrdinalIgnoreCase));
    }

    public void Dispose()
    {
        if (_unpacked.Length > 0)
        {
            Directory.Delete(_unpacked, recursive: true);
        }
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

    private async Task<(AgentProcess Agent, string Config)> StartAsync(params (string Key, string Value)[] parameters)
    {
        string folder = Directory.CreateTempSubdirectory("shipped-").FullName;
        string config = Path.Combine(folder, "config.json");
        string socket = Path.Combine(folder, "agent.sock");
        Dictionary<string, string> values = new()
        {
            ["DeviceFleetName"] = "fleet-1",
            ["sagemaker_edge_core_device_name"] = "press-1",
            ["CaptureDataDestination"] = "Disk",
            ["LocalDataRootPath"] = Path.Combine(folder, "data"),
            ["CaptureDataPushPeriodSeconds"] = "1",
        };
        foreach ((string key, string value) in parameters)
        {
            values[key] = value;
        }

        await File.WriteAllTextAsync(config, JsonSerializer.Serialize(values));
        string[] keys = [$"AWS_ACCESS_KEY_ID={S3Key.Default.Id}", $"AWS_SECRET_ACCESS_KEY={S3Key.Default.Secret}"];
        return (await AgentProcess.StartCommandAsync(["env", .. keys, Program, "run", "-a", socket, "-c", config], folder, socket), config);
    }
}
