using System.Text.Json;
using EdgeActors.Cli;
using EdgeActors.Fleet;
using EdgeActors.Fleet.Documents;
using EdgeActors.Fleet.Documents.Json;
using EdgeActors.Packages.Downloading;

namespace EdgeActors.Specs.Cli.Fleet;

public sealed class FleetVerbsSpecs : IDisposable
{
    private readonly FleetScene _fleet = new();

    public void Dispose() => _fleet.Dispose();

    [Fact]
    public async Task Init_makes_a_fleet_once()
    {
        await _fleet.RunAsync("init --description presses --registration-life 86400 --offline-after 60");
        (int exitCode, _, string error) = await _fleet.TryAsync("init");

        FleetDocument made = FleetJson.Read(await File.ReadAllBytesAsync(Path.Combine(_fleet.Url, _fleet.Tree.FleetKey)));
        Assert.Equal(("plant", "presses", TimeSpan.FromDays(1), TimeSpan.FromMinutes(1)), (made.Fleet, made.Description, made.RegistrationLife, made.OfflineAfter));
        Assert.Equal(ExitCode.Failed, exitCode);
        Assert.Contains("there is a fleet \"plant\"", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("register a")]
    [InlineData("deploy a --undeploy mnist")]
    [InlineData("start a")]
    [InlineData("stop a")]
    [InlineData("rollback a")]
    [InlineData("status")]
    [InlineData("report")]
    [InlineData("prune")]
    public async Task Nothing_else_works_before_init(string line)
    {
        Directory.CreateDirectory(_fleet.Url);

        (int exitCode, _, string error) = await _fleet.TryAsync(line);

        Assert.Equal(ExitCode.Failed, exitCode);
        Assert.Contains(line.StartsWith("rollback", StringComparison.Ordinal) ? "it has none" : "edgeactors fleet init", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Register_reads_names_and_files_and_writes_nothing_when_one_is_wrong()
    {
        await _fleet.RunAsync("init");
        await File.WriteAllTextAsync(_fleet["devices.txt"], "# hall 2\nd1\n\n  d2  \n");

        (int exitCode, _, string error) = await _fleet.TryAsync($"register d0 --from {_fleet["devices.txt"]} a/b");
        (int odd, _, string refused) = await _fleet.TryAsync("register thing:1");
        (_, _, string gone) = await _fleet.TryAsync("register thing:1 --deactivate");
        string output = await _fleet.RunAsync($"register d0 --from {_fleet["devices.txt"]}");
        await _fleet.RunAsync("register d1 --deactivate");
        JsonElement report = await _fleet.JsonAsync("report");

        Assert.Equal(ExitCode.BadUsage, exitCode);
        Assert.Contains("\"a/b\" is no name of a device", error, StringComparison.Ordinal);
        Assert.Equal(ExitCode.BadUsage, odd);
        Assert.Contains("\"thing:1\" is no name of a device; give 1 to 63 letters", refused, StringComparison.Ordinal);
        Assert.Contains("device \"thing:1\" is not registered with fleet", gone, StringComparison.Ordinal);
        Assert.Contains("Registered 3 devices of fleet plant; 0 were so already.", output, StringComparison.Ordinal);
        Assert.Equal(2, report.GetProperty("DeviceStats").GetProperty("RegisteredDeviceCount").GetInt32());
    }

    [Fact]
    public async Task Deploy_writes_what_devices_need_and_starts_nothing()
    {
        await _fleet.BeginAsync(3);
        string package = _fleet.Package("mnist-2.tar.gz");
        await File.WriteAllTextAsync(package + ".dsse", "{}");

        JsonElement written = await _fleet.JsonAsync($"deploy mnist-2 --model mnist={package} --undeploy digits --policy DO_NOTHING --error-threshold 5% --success-threshold 90%");

        DesiredDeployment deployment = _fleet.Deployment;
        ModelDefinition model = deployment.Definitions[0];
        byte[] bytes = await File.ReadAllBytesAsync(package);
        Assert.Equal(1, written.GetProperty("revision").GetInt32());
        Assert.Equal(("mnist", "SHA1", "DEPLOY"), (model.Handle, model.ChecksumType, model.State));
        using PackageDigests digests = new();
        digests.Append(bytes);
        Assert.Equal((model.Checksum, model.Sha256), digests.Finish());
        Assert.Equal($"packages/mnist-2.0-{model.Sha256[..12]}.tar.gz", model.Url);
        Assert.Equal(bytes, await File.ReadAllBytesAsync(Path.Combine(_fleet.Url, _fleet.Tree.PackageKey(model.Url)!)));
        Assert.True(File.Exists(Path.Combine(_fleet.Url, _fleet.Tree.PackageKey(model.Url)! + ".dsse")));
        Assert.Equal(("digits", "UNDEPLOY", ""), (deployment.Definitions[1].Handle, deployment.Definitions[1].State, deployment.Definitions[1].Url));
        Assert.Equal(("DO_NOTHING", StandingOrder.Run), (deployment.FailureHandlingPolicy, deployment.Order));
        DesiredStage stage = Assert.Single(deployment.Stages);
        Assert.Equal(("all", StageState.ReadyToDeploy, 90, new ErrorThreshold(null, 5)), (stage.Name, stage.State, stage.SuccessThreshold, stage.ErrorThreshold));
    }

    [Theory]
    [InlineData("deploy mnist-2 --model mnist", "write HANDLE=PACKAGE.tar.gz")]
    [InlineData("deploy mnist-2 --undeploy m --stage a", "write NAME=10%, NAME=names:DEVICE,DEVICE or NAME=contains:TEXT")]
    [InlineData("deploy mnist-2 --undeploy m --stage a=names:", "write NAME=10%")]
    [InlineData("deploy mnist-2 --undeploy m --stage a=x%", "write NAME=10%")]
    [InlineData("deploy mnist-2 --undeploy m --error-threshold few", "write a number of devices like 2, or a percentage like 5%")]
    [InlineData("deploy mnist-2 --undeploy m --success-threshold 101%", "give 1% to 100%")]
    [InlineData("deploy mnist-2 --undeploy m --policy SOMETIMES", "ROLLBACK_ON_FAILURE")]
    [InlineData("deploy mnist-2", "there are 0 models")]
    [InlineData("deploy mnist_2 --undeploy m", "deployment \"mnist_2\" is no name")]
    [InlineData("deploy mnist-2 --undeploy m --stage a=names:d0,d9", "names device \"d9\", which is not registered")]
    [InlineData("deploy mnist-2 --undeploy m --stage a=50% --stage b=20%", "percentages contain those before them")]
    public async Task What_a_deployment_cannot_be_is_told_and_nothing_is_written(string line, string told)
    {
        await _fleet.BeginAsync(1);

        (int exitCode, _, string error) = await _fleet.TryAsync(line);

        Assert.Equal(ExitCode.BadUsage, exitCode);
        Assert.Contains(told, error, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(_fleet.Url, _fleet.Tree.DesiredKey)));
    }

    [Fact]
    public async Task What_is_no_package_is_not_uploaded()
    {
        await _fleet.BeginAsync(1);
        string package = _fleet.Package("good.tar.gz");
        await File.WriteAllBytesAsync(_fleet["cut.tar.gz"], (await File.ReadAllBytesAsync(package))[..40]);
        await File.WriteAllTextAsync(_fleet["text.tar.gz"], "model");

        Assert.Contains("would be refused by devices", (await _fleet.TryAsync($"deploy a --model mnist={_fleet["cut.tar.gz"]}")).Error, StringComparison.Ordinal);
        Assert.Contains("neither a tar, a tar.gz nor a zip", (await _fleet.TryAsync($"deploy a --model mnist={_fleet["text.tar.gz"]}")).Error, StringComparison.Ordinal);
        string noModel = _fleet.Package("none.tar.gz", "mnist", "readme", [1]);
        Assert.Contains(
            $"none.tar.gz would be refused by devices: the model in it could not be loaded: The folder '{noModel}' holds no model",
            (await _fleet.TryAsync($"deploy a --model mnist={noModel}")).Error,
            StringComparison.Ordinal);
        Assert.Contains("there is no package", (await _fleet.TryAsync($"deploy a --model mnist={_fleet["gone.tar.gz"]}")).Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(_fleet.Url, _fleet.Tree.Packages)));
    }

    [Fact]
    public async Task Same_package_is_uploaded_once_and_two_that_call_themselves_the_same_never_meet()
    {
        await _fleet.BeginAsync(1);
        string first = _fleet.Package("first.tar.gz");
        string other = _fleet.Package("other.tar.gz", content: 2);

        await _fleet.RunAsync($"deploy a --model mnist={first}");
        Assert.Contains("Was there already: first.tar.gz", await _fleet.RunAsync($"deploy b --model mnist={first}"), StringComparison.Ordinal);
        Assert.Contains("Uploaded other.tar.gz", await _fleet.RunAsync($"deploy c --model mnist={other}"), StringComparison.Ordinal);

        Assert.Equal(2, Directory.GetFiles(Path.Combine(_fleet.Url, _fleet.Tree.Packages)).Length);
        (int exitCode, _, string error) = await _fleet.TryAsync($"deploy a --model mnist={first}");
        Assert.Equal(ExitCode.Failed, exitCode);
        Assert.Contains("there is a deployment \"a\" already; give another name, also after a prune", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Prune_tells_first_and_removes_on_request()
    {
        await _fleet.BeginAsync(2);
        string package = _fleet.Package("mnist-2.tar.gz");
        await _fleet.RunAsync($"deploy old --model mnist={package} --start");
        _fleet.Report(succeeded: false, "d0", "d1");
        _fleet.Beat("d0", TimeSpan.Zero);
        _fleet.Beat("gone", TimeSpan.Zero);
        string dead = Path.Combine(_fleet.Url, _fleet.Tree.Heartbeats, ".d1.json.1f-2-3.tmp");
        string alive = Path.Combine(_fleet.Url, _fleet.Tree.Root, ".desired.json.1f-2-4.tmp");
        await File.WriteAllTextAsync(dead, "{");
        File.SetLastWriteTimeUtc(dead, TimeProvider.System.GetUtcNow().UtcDateTime.AddHours(-25));
        await File.WriteAllTextAsync(alive, "{");

        (int exitCode, _, string busy) = await _fleet.TryAsync("prune old --yes");
        await _fleet.TryAsync("stop old");
        string told = await _fleet.RunAsync("prune old");
        int before = Directory.GetFiles(_fleet.Url, "*.json", SearchOption.AllDirectories).Length;
        await _fleet.RunAsync("prune old --yes");

        Assert.Equal(ExitCode.Failed, exitCode);
        Assert.Contains("has a stage at work", busy, StringComparison.Ordinal);
        Assert.Contains("Would remove 1 deployment: old", told, StringComparison.Ordinal);
        Assert.Contains("Nothing was removed", told, StringComparison.Ordinal);
        Assert.Equal(before - 3, Directory.GetFiles(_fleet.Url, "*.json", SearchOption.AllDirectories).Length);
        Assert.Empty(Directory.GetFiles(Path.Combine(_fleet.Url, _fleet.Tree.Packages)));
        Assert.Empty(_fleet.Desired.Deployments);
        Assert.Contains("Would remove 1 unfinished file: fleets/plant/heartbeats/.d1.json.1f-2-3.tmp", told, StringComparison.Ordinal);
        Assert.Equal((false, true), (File.Exists(dead), File.Exists(alive)));
        Assert.True(File.Exists(Path.Combine(_fleet.Url, _fleet.Tree.HeartbeatKey("d0"))));
        Assert.Contains("Nothing has had its day.", await _fleet.RunAsync("prune"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Report_tells_who_is_there_and_what_they_run()
    {
        await _fleet.BeginAsync(3);
        _fleet.Beat("d0", TimeSpan.Zero);
        _fleet.Beat("d1", TimeSpan.FromHours(2));

        JsonElement report = await _fleet.JsonAsync("report");
        string text = await _fleet.RunAsync("report");

        Assert.Equal(1, report.GetProperty("DeviceStats").GetProperty("ConnectedDeviceCount").GetInt32());
        JsonElement model = Assert.Single(report.GetProperty("ModelStats").EnumerateArray());
        Assert.Equal(("mnist", 1, 1, 1), (
            model.GetProperty("ModelName").GetString(),
            model.GetProperty("OfflineDeviceCount").GetInt32(),
            model.GetProperty("ConnectedDeviceCount").GetInt32(),
            model.GetProperty("ActiveDeviceCount").GetInt32()));
        Assert.Contains("Fleet plant: 1 of 3 registered devices is connected.", text, StringComparison.Ordinal);
        Assert.Contains("2 h 0 min ago", text, StringComparison.Ordinal);
        Assert.Contains("never", text, StringComparison.Ordinal);
        Assert.DoesNotContain("d0", text, StringComparison.Ordinal);
        Assert.Contains("d0", await _fleet.RunAsync("report --devices"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Report_says_why_a_device_refuses_the_document()
    {
        await _fleet.BeginAsync(2);
        _fleet.Beat("d0", TimeSpan.Zero, refused: "must have a good\u001b[2J signature");
        _fleet.Beat("d1", TimeSpan.Zero);

        JsonElement[] devices = [.. (await _fleet.JsonAsync("report")).GetProperty("Devices").EnumerateArray()];
        string text = await _fleet.RunAsync("report");

        Assert.Equal("must have a good\u001b[2J signature", devices[0].GetProperty("DesiredRefused").GetString());
        Assert.False(devices[1].TryGetProperty("DesiredRefused", out _));
        Assert.Contains("d0 refuses what the fleet wants: must have a good\\u001B[2J signature", text, StringComparison.Ordinal);
        Assert.DoesNotContain("d1", text, StringComparison.Ordinal);
    }
}
