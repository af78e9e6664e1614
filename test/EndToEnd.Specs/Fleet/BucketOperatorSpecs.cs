using System.Text.Json;
using EdgeActors.Fleet.Documents;
using EdgeActors.Fleet.Documents.Json;
using EdgeActors.S3Double;
using EdgeActors.Specs.Agents;
using EdgeActors.Specs.Deployments;

namespace EdgeActors.Specs.Fleet;

/// <summary>Operators' verbs on a bucket, in processes of their own, with keys out of the environment.</summary>
public sealed class BucketOperatorSpecs : IAsyncLifetime, IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);
    private static readonly FleetTree Tree = new("plant");
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("edgeactors-bucket-");
    private S3Server _server = null!;

    public async Task InitializeAsync() => _server = await S3Server.StartAsync(new S3ServerOptions { Buckets = ["sagemaker-fleets"] });

    public Task DisposeAsync() => _server.DisposeAsync().AsTask();

    public void Dispose() => _folder.Delete(recursive: true);

    [NeedsFact(Needs.Linux)]
    public async Task Fleet_is_made_and_rolled_out_on_a_bucket()
    {
        string model = ShiftModel.Write(Path.Combine(_folder.FullName, "mnist.onnx"), 1);
        string package = Path.Combine(_folder.FullName, "mnist.tar.gz");
        await Programs.MustRunAsync(Limit, Workplace.Agent, "package", "create", model, "--name", "mnist-digits", "--version", "1.0", "--output", package);

        await MustRunAsync("init");
        await MustRunAsync("register", "press-1", "press-2");
        await MustRunAsync("deploy", "mnist-1", "--model", $"mnist={package}", "--start");
        ProgramEnd refused = await RunAsync(S3Key.Default.Secret, "init");
        ProgramEnd stranger = await RunAsync("not/the/secret", "status");

        DesiredDocument desired = DesiredJson.Read(_server.Find("prefix/" + Tree.DesiredKey, "sagemaker-fleets")!.Content);
        DesiredDeployment deployment = Assert.Single(desired.Deployments);
        Assert.Equal((StageState.InProgress, 2), (deployment.Stages[0].State, deployment.Stages[0].SelectedCount));
        Assert.Equal(
            await File.ReadAllBytesAsync(package), _server.Find("prefix/" + Tree.PackageKey(deployment.Definitions[0].Url), "sagemaker-fleets")!.Content);
        Assert.Equal((1, 1), (refused.ExitCode, stranger.ExitCode));
        Assert.Contains("there is a fleet \"plant\" in s3://sagemaker-fleets/prefix already", refused.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("not/the/secret", stranger.Output, StringComparison.Ordinal);
        using JsonDocument status = JsonDocument.Parse(await MustRunAsync("status", "--json"));
        Assert.Equal("STARTING", status.RootElement.GetProperty("deployments")[0].GetProperty("stages")[0].GetProperty("state").GetString());
    }

    private async Task<string> MustRunAsync(params string[] verb)
    {
        ProgramEnd end = await RunAsync(S3Key.Default.Secret, verb);
        Assert.True(end.ExitCode == 0, $"fleet {string.Join(' ', verb)} ended with {end.ExitCode}: {end.Output}");
        return end.Output;
    }

    private Task<ProgramEnd> RunAsync(string secret, params string[] verb) => Programs.RunAsync(
        Limit,
        "env",
        [
            $"AWS_ACCESS_KEY_ID={S3Key.Default.Id}",
            $"AWS_SECRET_ACCESS_KEY={secret}",
            "--unset=AWS_SESSION_TOKEN",
            Workplace.Agent,
            "fleet",
            .. verb,
            "--fleet-url=s3://sagemaker-fleets/prefix/",
            "--fleet=plant",
            $"--s3-endpoint={_server.Endpoint.GetLeftPart(UriPartial.Authority)}",
            "--s3-path-style",
            $"--region={_server.Options.Region}",
        ]);
}
