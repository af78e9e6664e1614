using System.IO.Compression;
using System.Text.Json;
using EdgeActors.S3Double;
using EdgeActors.Specs.Agents;

namespace EdgeActors.Specs.Places;

/// <summary>The program of one platform, unpacked from the zip that is shipped; that for arm64 runs under emulation.</summary>
internal sealed class ShippedProgram : IDisposable
{
    // An emulated program takes some ten times as long.
    public static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    private readonly string[] _command;

    private ShippedProgram(string platform, params string[] emulator)
    {
        Folder = Directory.CreateTempSubdirectory("unpacked-").FullName;
        ZipFile.ExtractToDirectory(Path.Combine(ShippedPackages.Folder, $"edgeactors-{platform}.zip"), Folder);
        _command = [.. emulator, Path.Combine(Folder, "edgeactors")];
    }

    /// <summary>Where it is unpacked.</summary>
    public string Folder { get; }

    public static ShippedProgram Unpack(string platform) => platform == OnArm64Attribute.Platform
        ? new ShippedProgram(platform, Needs.Arm64Emulator, "-L", Needs.Arm64Folder!)
        : new ShippedProgram(platform);

    /// <summary>Runs it to its end.</summary>
    public Task<ProgramEnd> RunAsync(params string[] arguments) => Programs.RunAsync(Limit, _command[0], [.. _command[1..], .. arguments]);

    /// <summary>Runs it to its end, which has to be good.</summary>
    public Task<string> MustRunAsync(params string[] arguments) => Programs.MustRunAsync(Limit, _command[0], [.. _command[1..], .. arguments]);

    /// <summary>Starts an agent in a folder of its own.</summary>
    /// <param name="parameters">Of its configuration file, besides those that keep it on the device and within the folder.</param>
    /// <returns>The agent, and the file.</returns>
    public async Task<(AgentProcess Agent, string Config)> StartAsync(params (string Key, string Value)[] parameters)
    {
        string folder = Directory.CreateTempSubdirectory("shipped-").FullName;
        string config = Path.Combine(folder, "config.json");
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
        return (await StartAsync(folder, config), config);
    }

    /// <summary>Starts an agent on a configuration that is there.</summary>
    public Task<AgentProcess> StartAsync(string folder, string config)
    {
        string socket = Path.Combine(folder, "agent.sock");
        string[] keys = [$"AWS_ACCESS_KEY_ID={S3Key.Default.Id}", $"AWS_SECRET_ACCESS_KEY={S3Key.Default.Secret}"];
        return AgentProcess.StartCommandAsync(["env", .. keys, .. _command, "run", "-a", socket, "-c", config], folder, socket);
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
