using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using EdgeActors.Cli;
using EdgeActors.Fleet;
using EdgeActors.Fleet.Documents;
using EdgeActors.Fleet.Documents.Json;

namespace EdgeActors.Specs.Deployments;

/// <summary>A fleet of one device in a folder, and what its operator writes there and reads.</summary>
internal sealed class FleetFolder
{
    public const string Fleet = "factory";
    public const string Device = "press-1";

    private static readonly DateTimeOffset Written = new(2024, 11, 28, 12, 0, 0, TimeSpan.Zero);

    private readonly string _root;
    private long _revision;

    public FleetFolder(string root)
    {
        _root = root;
        Write(Tree.FleetKey, FleetJson.Write(new FleetDocument { Fleet = Fleet, Created = Written }));
        Write(Tree.DeviceKey(Device), DeviceJson.Write(new DeviceDocument { Fleet = Fleet, Device = Device, Registered = Written }));
    }

    public FleetTree Tree { get; } = new(Fleet);

    /// <summary>Makes a package of a model by <c>package create</c> in the tree, and what a deployment says of it.</summary>
    public async Task<ModelDefinition> PublishAsync(string handle, string model, string version, params string[] options)
    {
        string name = handle + "-net";
        string file = At($"{name}-{version}.tar.gz");
        using StringWriter output = new();
        int code = await CommandLine.RunAsync(
            ["package", "create", model, "--name", name, "--version", version, "--output", file, .. options], output, output);
        Assert.True(code == ExitCode.Ok, output.ToString());
        byte[] package = await File.ReadAllBytesAsync(file);
        string url = FleetTree.PackageUrl(name, version, Convert.ToHexStringLower(SHA256.HashData(package)));
        Place(file, Tree.PackageKey(url)!);
        return Definition(handle, url, package);
    }

    /// <summary>What a deployment says of a package.</summary>
    public static ModelDefinition Definition(string handle, string url, byte[] package) => new()
    {
        Handle = handle,
        Url = url,
        ChecksumType = "SHA1",
        Checksum = Convert.ToHexStringLower(Sha1(package)),
        Sha256 = Convert.ToHexStringLower(SHA256.HashData(package)),
    };

    /// <summary>A deployment to all devices that has been started.</summary>
    public static DesiredDeployment Deployment(string name, params ModelDefinition[] definitions) => new()
    {
        Name = name,
        Definitions = [.. definitions],
        Stages = [new DesiredStage { Name = "all", Selection = new DeviceSelection.Percentage(100), State = StageState.InProgress }],
    };

    /// <summary>Writes what is desired from now on.</summary>
    public DesiredDeployment Desire(DesiredDeployment deployment)
    {
        Write(Tree.DesiredKey, DesiredJson.Write(Next(deployment)));
        return deployment;
    }

    /// <summary>The next document with these deployments, not yet written.</summary>
    public DesiredDocument Next(params DesiredDeployment[] deployments) =>
        new() { Fleet = Fleet, Revision = ++_revision, Written = Written, Deployments = [.. deployments] };

    /// <summary>How a deployment ended on the device; null as long as it has not said so.</summary>
    public DeploymentResult? Result(DesiredDeployment deployment) => ((bool[])[true, false])
        .Select(succeeded => At(Tree.ResultKey(deployment.Name, deployment.Digest, succeeded, Device)))
        .Where(File.Exists)
        .Select(file => ResultJson.Read(File.ReadAllBytes(file)).Result)
        .MaxBy(result => result.Ended);

    /// <summary>The device's newest heartbeat; null as long as there is none.</summary>
    public Heartbeat? Heartbeat() => At(Tree.HeartbeatKey(Device)) is var file && File.Exists(file)
        ? HeartbeatJson.Read(File.ReadAllBytes(file)).Heartbeat
        : null;

    public string At(string key) => Path.Combine(_root, key);

    /// <summary>Replaces a document as a whole, so that no device reads half of it.</summary>
    public void Write(string key, byte[] content)
    {
        string file = At(key);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllBytes(file + ".new", content);
        File.Move(file + ".new", file, overwrite: true);
    }

    private void Place(string file, string key)
    {
        string place = At(key);
        Directory.CreateDirectory(Path.GetDirectoryName(place)!);
        File.Move(file, place, overwrite: true);
        if (File.Exists(FleetTree.SignatureKey(file)))
        {
            File.Move(FleetTree.SignatureKey(file), FleetTree.SignatureKey(place), overwrite: true);
        }
    }

    [SuppressMessage("Security", "CA5350", Justification = "the contract's checksum")]
    private static byte[] Sha1(byte[] package) => SHA1.HashData(package);
}
