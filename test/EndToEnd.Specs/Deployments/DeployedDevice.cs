using System.Text.Json;
using EdgeActors.Fleet;
using EdgeActors.Fleet.Documents;
using EdgeActors.Protocol.Client;
using EdgeActors.Specs.Agents;

namespace EdgeActors.Specs.Deployments;

/// <summary>A device's disk and its fleet's folder: what agents leave there from one life to the next.</summary>
internal sealed class DeployedDevice : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly string _folder = Directory.CreateTempSubdirectory("deployed-").FullName;

    public DeployedDevice(params (string Key, string Value)[] parameters)
    {
        Fleet = new FleetFolder(Tree);
        Dictionary<string, string> values = new()
        {
            ["DeviceFleetName"] = FleetFolder.Fleet,
            ["sagemaker_edge_core_device_name"] = FleetFolder.Device,
            ["CaptureDataDestination"] = "Disk",
            ["CaptureDataDiskPath"] = At("capture"),
            ["LocalDataRootPath"] = At("data"),
            ["DbEnable"] = "true",
            ["DeploymentEnable"] = "true",
            ["edgeactors_fleet_url"] = Tree,
            ["edgeactors_heartbeat_period"] = "5",
            ["edgeactors_deployment_commit_window"] = "1",
            ["edgeactors_package_signatures"] = "off",
        };
        foreach ((string key, string value) in parameters)
        {
            values[key] = value;
        }

        File.WriteAllText(At("config.json"), JsonSerializer.Serialize(values));
    }

    public FleetFolder Fleet { get; }

    /// <summary>The fleet's folder; the device is offline while it is elsewhere.</summary>
    public string Tree => At("tree");

    public string Socket => At("agent.sock");

    public string At(string name) => Path.Combine(_folder, name);

    public async Task<AgentProcess> StartAsync(params string[] options)
    {
        AgentProcess agent = await AgentProcess.StartInAsync(_folder, Socket, ["-a", Socket, "-c", At("config.json"), .. options]);
        agent.KeepsFolder = true;
        return agent;
    }

    /// <summary>Has the agent ask its fleet at once, as an operator on the device would; how the verb ended.</summary>
    public Task<ProgramEnd> PollAsync() => Programs.RunAsync(Patience, Workplace.Agent, "fleet", "poll", "-a", Socket);

    /// <summary>Desires a deployment, has the fleet asked, and waits until the device says how it ended.</summary>
    public async Task<DeploymentResult> DeployAsync(AgentProcess agent, DesiredDeployment deployment)
    {
        Fleet.Desire(deployment);
        ProgramEnd poll = await PollAsync();
        Assert.True(poll.ExitCode == 0, poll.Output + agent.Output);
        return await EndAsync(agent, deployment);
    }

    /// <summary>Waits until the device says how a deployment ended.</summary>
    public Task<DeploymentResult> EndAsync(AgentProcess agent, DesiredDeployment deployment) => AwaitAsync(agent, () => Fleet.Result(deployment));

    /// <summary>Waits until something is there.</summary>
    public static async Task<T> AwaitAsync<T>(AgentProcess agent, Func<T?> find)
        where T : class
    {
        using CancellationTokenSource late = new(Patience);
        using PeriodicTimer tick = new(TimeSpan.FromMilliseconds(20));
        while (true)
        {
            if (find() is { } found)
            {
                return found;
            }

            Assert.False(late.IsCancellationRequested || agent.HasExited, $"nothing came of it:\n{agent.Output}");
            await tick.WaitForNextTickAsync(CancellationToken.None);
        }
    }

    /// <summary>The beginning of the digest of the package that a handle is served from; null when it is not loaded.</summary>
    public static async Task<string?> ServedAsync(EdgeAgentClient client, string handle) =>
        Path.GetFileName((await client.ListModelsAsync(Patience)).Models.FirstOrDefault(model => model.Name == handle)?.Url);

    /// <summary>Demands that a handle is served from a definition's package.</summary>
    public static async Task MustServeAsync(EdgeAgentClient client, ModelDefinition definition)
    {
        string? digest = await ServedAsync(client, definition.Handle);
        Assert.True(IsOf(digest, definition), $"{definition.Handle} is served from {digest ?? "nowhere"}, not from {definition.Sha256}");
    }

    /// <summary>Waits until a handle is served: what a start restores comes soon after the socket.</summary>
    public static async Task RestoredAsync(AgentProcess agent, EdgeAgentClient client, string handle)
    {
        using CancellationTokenSource late = new(Patience);
        using PeriodicTimer tick = new(TimeSpan.FromMilliseconds(20));
        while (await ServedAsync(client, handle) is null)
        {
            Assert.False(late.IsCancellationRequested, $"{handle} is not restored:\n{agent.Output}");
            await tick.WaitForNextTickAsync(CancellationToken.None);
        }
    }

    /// <summary>Whether a folder's name is of a definition's package.</summary>
    public static bool IsOf(string? digest, ModelDefinition definition) =>
        digest is { Length: >= 8 } && definition.Sha256.StartsWith(digest, StringComparison.Ordinal);

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
