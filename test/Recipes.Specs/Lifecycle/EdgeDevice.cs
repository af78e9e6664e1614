using System.Runtime.InteropServices;
using EdgeActors.Demo;
using EdgeActors.Protocol.Client;
using EdgeActors.Specs.Agents;
using EdgeActors.Specs.Nuclei;
using EdgeActors.Specs.Reading;

namespace EdgeActors.Specs.Lifecycle;

/// <summary>A device with the agent's component and the sample model on it.</summary>
internal sealed class EdgeDevice : IDisposable
{
    public const string Fleet = "factory";

    private static readonly string Rid = RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "linux-arm64" : "linux-x64";

    private EdgeDevice(Nucleus nucleus, string agent)
    {
        Greengrass = new GreengrassDevice(nucleus);
        Component = agent;
        Socket = Path.Combine(Directory.CreateDirectory(Path.Combine(Greengrass.Root, "run")).FullName, "agent.sock");
        File.SetUnixFileMode(Path.GetDirectoryName(Socket)!, (UnixFileMode)0b111_111_111);
    }

    public GreengrassDevice Greengrass { get; }

    /// <summary>The agent's component.</summary>
    public string Component { get; }

    public string Socket { get; }

    public string Work => Greengrass.WorkOf(Component);

    public string CaptureFolder => Path.Combine(Work, "capture");

    /// <summary>The unpacked zip of a release where EDGEACTORS_ARTIFACT says so, else the build output, which has the same files but the runtime.</summary>
    private static string Artifact => Environment.GetEnvironmentVariable("EDGEACTORS_ARTIFACT") is { Length: > 0 } folder
        ? folder
        : Path.GetDirectoryName(Workplace.Agent)!;

    /// <summary>Deploys the agent, with captures to its own disk.</summary>
    public static async Task<EdgeDevice> WithAgentAsync(Nucleus nucleus, string agent = RecipeFiles.DropIn, params (string Key, string Value)[] merge)
    {
        EdgeDevice device = await WithProgramAsync(nucleus, agent, Artifact);
        device.Greengrass.Configure(
            agent, [("DeviceFleetName", Fleet), ("CaptureDataDestination", "Disk"), ("UnixSocketName", device.Socket), .. merge]);
        return device;
    }

    /// <summary>Deploys the agent's recipe with another program in its artifact, all parameters at their defaults.</summary>
    public static async Task<EdgeDevice> WithProgramAsync(Nucleus nucleus, string agent, string program)
    {
        EdgeDevice device = new(nucleus, agent);
        await device.Greengrass.DeployAsync(RecipeFiles.All[agent], new Dictionary<string, string> { [$"edgeactors-{Rid}.zip"] = program });
        return device;
    }

    /// <summary>Deploys and installs the sample model.</summary>
    public async Task InstallModelAsync()
    {
        string model = DemoExport.Write(Path.Combine(Greengrass.Root, "published"));
        await Greengrass.DeployAsync(RecipeFiles.All[RecipeFiles.Model], new Dictionary<string, string> { [DemoExport.FileName] = model });
        await Greengrass.InstallAsync(RecipeFiles.Model);
    }

    /// <summary>Starts the agent and waits until it serves.</summary>
    public async Task<ComponentProcess> StartAsync(bool asRoot = false, IReadOnlyDictionary<string, string>? more = null)
    {
        ComponentProcess agent = Greengrass.Start(Component, asRoot, more);
        await agent.SaysAsync($"Server listening on unix://{Socket}");
        return agent;
    }

    public EdgeAgentClient Connect() => new(new EdgeAgentClientOptions { SocketPath = Socket });

    public void Dispose() => Greengrass.Dispose();
}
