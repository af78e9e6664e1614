using EdgeActors.Cli;
using EdgeActors.Deployment;
using EdgeActors.Packages;
using EdgeActors.Packages.Signatures;
using EdgeActors.Packages.Sources;
using EdgeActors.Packages.Storing;
using EdgeActors.Protocol.Agent;
using EdgeActors.Protocol.Client;
using EdgeActors.Specs.Agents;
using EdgeActors.Storage.Files;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeActors.Specs.Packages;

/// <summary>From a model file by a signed package and a fleet's folder to answers of the agent.</summary>
public sealed class PackageServingSpecs : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly DirectoryInfo _place = Directory.CreateTempSubdirectory("edgeactors-packages-");

    public void Dispose() => _place.Delete(recursive: true);

    [NeedsTheory(Needs.Models)]
    [InlineData("mnist")]
    [InlineData("squeezenet")]
    public async Task Packages_that_were_made_here_are_served(string model)
    {
        KnownAnswer known = model == "mnist" ? KnownAnswer.Mnist() : KnownAnswer.Squeezenet();
        string onnx = Directory.GetFiles(known.Folder, "*.onnx").Single();
        await RunAsync("keys", "--output", At("release"));
        await RunAsync("create", onnx, "--name", $"{model}-net", "--version", "1.0", "--sign", At("release.key.pem"), "-o", At($"tree/packages/{model}.tar.gz"));
        Directory.CreateDirectory(At("keys"));
        File.Copy(At("release.pem"), At("keys/release.pem"));

        StoredPackage stored = await FetchAsync(model);
        await using AgentProcess agent = await AgentProcess.StartAsync();
        using EdgeAgentClient client = agent.Connect();
        LoadModelResponse loaded = await client.LoadAsync(stored.Folder, model);

        Assert.Equal(($"{model}-net", "1.0"), (stored.Name, stored.Version));
        Assert.Equal(model, loaded.Model.Name);
        await client.MustAnswerAsync(known);
    }

    [NeedsFact(Needs.Linux)]
    public async Task A_package_that_there_is_no_room_to_look_at_is_not_called_bad()
    {
        File.WriteAllBytes(At("net.ort"), [1]);
        await RunAsync("create", At("net.ort"), "--name", "small-net", "--version", "1.0", "-o", At("small.tar.gz"));

        ProgramEnd end = await Programs.RunAsync(Limit, "env", "TMPDIR=" + At("gone"), Workplace.Agent, "package", "verify", At("small.tar.gz"));

        Assert.Equal(ExitCode.Failed, end.ExitCode);
        Assert.Contains("let TMPDIR be a folder with room", end.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("could not be loaded", end.Output, StringComparison.Ordinal);
    }

    private static async Task RunAsync(params string[] arguments)
    {
        using StringWriter output = new();
        int code = await CommandLine.RunAsync(["package", .. arguments], output, output);
        Assert.True(code == ExitCode.Ok, output.ToString());
    }

    private async Task<StoredPackage> FetchAsync(string model)
    {
        using PackageStore store = new(
            At("data"),
            new FolderPackageSource(At("tree"), "", FileCalls.ForThisSystem()),
            new PackageOptions { Signatures = SignaturePolicy.Enforce, KeysFolder = At("keys") },
            FileCalls.ForThisSystem(),
            _ => 1L << 40,
            TimeProvider.System,
            NullLogger<PackageStore>.Instance);
        StoreAnswer answer = await store.FetchAsync(new PackageRequest(model, $"packages/{model}.tar.gz", "", ""), default);
        Assert.True(answer.Fault is null, answer.Fault?.Message);
        return answer.Package!;
    }

    private string At(string name) => Path.Combine(_place.FullName, name);
}
