using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using EdgeActors.Cli;
using EdgeActors.Fleet;
using EdgeActors.Fleet.Documents;
using EdgeActors.Fleet.Documents.Json;
using EdgeActors.Fleet.Stages;
using EdgeActors.Specs.Engines.Onnx.Loading;
using EdgeActors.Specs.Storage;

namespace EdgeActors.Specs.Cli.Fleet;

/// <summary>A fleet in a folder, its operator's command line, and devices that say how it went.</summary>
internal sealed class FleetScene : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public string Url => _folder["fleets"];

    public FleetTree Tree { get; } = new("plant");

    public string this[string name] => _folder[name];

    public DesiredDocument Desired => DesiredJson.Read(File.ReadAllBytes(Path.Combine(Url, Tree.DesiredKey)));

    public DesiredDeployment Deployment => Desired.Deployments[^1];

    /// <summary>Runs <c>edgeactors fleet …</c>; the words are parted by blanks.</summary>
    public async Task<(int ExitCode, string Output, string Error)> TryAsync(string line)
    {
        using StringWriter output = new();
        using StringWriter error = new();
        int exitCode = await CommandLine.RunAsync(
            ["fleet", .. line.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--fleet-url", Url, "--fleet", "plant"], output, error);
        return (exitCode, output.ToString(), error.ToString());
    }

    /// <summary>Runs it to a good end.</summary>
    public async Task<string> RunAsync(string line)
    {
        (int exitCode, string output, string error) = await TryAsync(line);
        Assert.True(exitCode == ExitCode.Ok, $"fleet {line} ended with {exitCode}: {error}{output}");
        return output;
    }

    /// <summary>The JSON that it writes.</summary>
    public async Task<JsonElement> JsonAsync(string line)
    {
        (_, string output, _) = await TryAsync(line + " --json");
        using JsonDocument document = JsonDocument.Parse(output);
        return document.RootElement.Clone();
    }

    /// <summary>A fleet with devices <c>d0</c>, <c>d1</c>…</summary>
    public async Task BeginAsync(int devices)
    {
        await RunAsync("init");
        await RunAsync("register " + string.Join(' ', Enumerable.Range(0, devices).Select(index => $"d{index}")));
    }

    /// <summary>A package of a model that calls itself so.</summary>
    public string Package(string file, string? name = "mnist", byte content = 1) =>
        Package(file, name, "model.onnx", OnnxBytes.Text(2, $"exporter {content}"));

    /// <summary>A package of one file beside the manifest.</summary>
    public string Package(string file, string? name, string model, byte[] content)
    {
        string path = _folder[file];
        using GZipStream gzip = new(File.Create(path), CompressionLevel.Fastest);
        using TarWriter tar = new(gzip, TarEntryFormat.Ustar);
        Add(tar, model, content);
        if (name is not null)
        {
            Add(tar, "sagemaker_edge_manifest", Encoding.UTF8.GetBytes($$"""{ "metadata": { "model_name": "{{name}}", "model_version": "2.0" } }"""));
        }

        return path;
    }

    /// <summary>Has devices say how the newest deployment ended on them.</summary>
    public void Report(bool succeeded, params IEnumerable<string> devices)
    {
        foreach (string device in devices)
        {
            Report(device, new(Deployment.Name, succeeded, succeeded ? "" : "the model cannot be loaded", Now, Now, []) { Digest = Deployment.Digest });
        }
    }

    /// <summary>Has a device say that the newest deployment was stopped on it.</summary>
    public void ReportStopped(string device) =>
        Report(device, new(Deployment.Name, false, "nothing of it is kept", Now, Now, []) { Digest = Deployment.Digest, Stopped = true });

    /// <summary>Has a device give a sign of life.</summary>
    public void Beat(string device, TimeSpan age, string refused = "")
    {
        EdgeActors.Fleet.Heartbeat beat = new()
        {
            Time = Now - age,
            AgentVersion = "1.4.0",
            Models = [new ModelHeartbeat("mnist", "2.0", Now - age, null, [])],
            DesiredRefused = refused,
        };
        Write(Tree.HeartbeatKey(device), HeartbeatJson.Write(new HeartbeatDocument("plant", device, beat)));
    }

    public StageState StateOf(string stage) => Deployment.Stages.Single(one => one.Name == stage).State;

    /// <summary>Devices of a stage, by the rule that devices use.</summary>
    public string[] DevicesOf(string stage, int devices) =>
        [.. Enumerable.Range(0, devices).Select(index => $"d{index}").Where(device => StageSelection.StageOf(Deployment, device)?.Name == stage)];

    public void Dispose() => _folder.Dispose();

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    private void Report(string device, DeploymentResult result) =>
        Write(Tree.ResultKey(result, device), ResultJson.Write(new ResultDocument("plant", device, result)));

    private void Write(string key, byte[] content)
    {
        string path = Path.Combine(Url, key);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
    }

    private static void Add(TarWriter tar, string name, byte[] content) =>
        tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(content) });
}
