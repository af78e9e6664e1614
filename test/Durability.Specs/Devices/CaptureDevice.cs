using System.Text.Json;
using EdgeActors.Demo;
using EdgeActors.Protocol.Agent;
using EdgeActors.Protocol.Client;
using EdgeActors.Protocol.Grpc;
using EdgeActors.Specs.Agents;

namespace EdgeActors.Specs.Devices;

/// <summary>A device's disk: configuration, a tiny model and what agents leave there from one life to the next.</summary>
internal sealed class CaptureDevice : IDisposable
{
    public const string Model = "halves";
    public const string Fleet = "factory";

    private readonly string _config;
    private readonly string _model;

    public CaptureDevice(params (string Key, string Value)[] parameters)
    {
        _config = Path.Combine(Folder, "config.json");
        _model = Directory.CreateDirectory(Path.Combine(Folder, "model")).FullName;
        Dictionary<string, string> values = new()
        {
            ["DeviceFleetName"] = Fleet,
            ["sagemaker_edge_core_device_name"] = "press-1",
            ["CaptureDataDestination"] = "Disk",
            ["CaptureDataDiskPath"] = CaptureRoot,
            ["LocalDataRootPath"] = DataRoot,
            ["DbEnable"] = "true",
            ["CaptureDataBufferSize"] = "256",
            ["CaptureDataBatchSize"] = "64",
            ["CaptureDataPushPeriodSeconds"] = "1",
        };
        foreach ((string key, string value) in parameters)
        {
            values[key] = value;
        }

        File.WriteAllText(_config, JsonSerializer.Serialize(values));
        OnnxModel halves = new("halves", "y = x + 0.5");
        halves.Input("x", 4);
        halves.Output("y", 4);
        halves.Node("Add", "y", "x", halves.Constant("half", [0.5f], 1));
        File.WriteAllBytes(Path.Combine(_model, "model.onnx"), halves.ToBytes());
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("device-").FullName;

    /// <summary>Path of the configuration file.</summary>
    public string Configuration => _config;

    public string DataRoot => Path.Combine(Folder, "data");

    public string CaptureRoot => Path.Combine(Folder, "capture");

    /// <summary>The package of <see cref="Model"/>, which can be loaded under other names as well.</summary>
    public string ModelFolder => _model;

    public string Socket => Path.Combine(Folder, "agent.sock");

    /// <summary>Starts an agent, perhaps under a tracer, and loads the model as clients do after every start.</summary>
    public async Task<AgentProcess> StartAsync(string[]? wrapper = null, params string[] options)
    {
        AgentProcess agent = await AgentProcess.StartUnderAsync(wrapper ?? [], Folder, Socket, ["-a", Socket, "-c", _config, .. options]);
        agent.KeepsFolder = true;
        using EdgeAgentClient client = agent.Connect();
        await client.LoadModelAsync(new LoadModelRequest { Name = Model, Url = _model }, TimeSpan.FromSeconds(30));
        return agent;
    }

    /// <summary>Runs an agent that cannot start, to its end.</summary>
    public Task<ProgramEnd> FailToStartAsync() => Programs.RunAsync(TimeSpan.FromSeconds(30), Workplace.Agent, "-a", Socket, "-c", _config);

    /// <summary>Waits until none of the captures is on its way any more; ids are forgotten only after they have ended.</summary>
    public async Task DrainedAsync(AgentProcess agent, IEnumerable<string> captures, TimeSpan? within = null)
    {
        using EdgeAgentClient client = agent.Connect();
        using CancellationTokenSource late = new(within ?? TimeSpan.FromMinutes(2));
        using PeriodicTimer tick = new(TimeSpan.FromMilliseconds(50));
        foreach (string id in captures)
        {
            while (await StatusAsync(client, id) == CaptureDataStatus.InProgress)
            {
                await tick.WaitForNextTickAsync(late.Token);
            }
        }
    }

    /// <summary>The same for few captures and a long push period: a graceful stop flushes what is left.</summary>
    public async Task FlushedAsync(AgentProcess agent, IEnumerable<string> captures)
    {
        agent.Signal("TERM");
        Assert.Equal(0, await agent.WaitForExitAsync(TimeSpan.FromSeconds(10)));
        await using AgentProcess next = await StartAsync();
        await DrainedAsync(next, captures);
    }

    /// <summary>A capture's status; one whose id is not remembered is not found.</summary>
    public static async Task<CaptureDataStatus> StatusAsync(EdgeAgentClient client, string id)
    {
        try
        {
            return (await client.GetCaptureDataStatusAsync(new GetCaptureDataStatusRequest { CaptureId = id })).Status;
        }
        catch (GrpcException unknown) when (unknown.Code == GrpcStatusCode.NotFound)
        {
            return CaptureDataStatus.NotFound;
        }
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
