using System.Text.Json;
using EdgeActors.Cli;
using EdgeActors.Fleet.Documents;
using EdgeActors.Fleet.Signing;
using EdgeActors.Packages.Signatures;
using EdgeActors.Specs.Grpc.Agent.Capture;

namespace EdgeActors.Specs.Cli.Fleet;

public sealed class RollOutVerbsSpecs : IDisposable
{
    private const int Devices = 20;
    private readonly FleetScene _fleet = new();

    public void Dispose() => _fleet.Dispose();

    [Fact]
    public async Task Good_version_goes_from_stage_to_stage()
    {
        await DeployAsync("--stage canary=names:d0,d1 --stage half=50% --stage all=100%");

        string started = await _fleet.RunAsync("start mnist-2");
        _fleet.Report(succeeded: true, _fleet.DevicesOf("canary", Devices));
        string next = await _fleet.RunAsync("start mnist-2");
        _fleet.Report(succeeded: true, Enumerable.Range(0, Devices).Select(index => $"d{index}"));
        string rest = await _fleet.RunAsync("start mnist-2 --continue");

        Assert.Contains("Started stage canary of mnist-2 for 2 devices", started, StringComparison.Ordinal);
        Assert.Contains("Started stage half of mnist-2", next, StringComparison.Ordinal);
        Assert.Contains("All stages of mnist-2 are DEPLOYED.", rest, StringComparison.Ordinal);
        Assert.All(_fleet.Deployment.Stages, stage => Assert.Equal(StageState.Deployed, stage.State));
    }

    [Fact]
    public async Task Bad_version_ends_the_watch_with_the_reasons_told()
    {
        await DeployAsync("--stage canary=names:d0,d1,d2 --stage all=100% --error-threshold 1 --start");
        _fleet.Report(succeeded: false, "d1");

        (int exitCode, _, string refused) = await _fleet.TryAsync("start mnist-2 --watch");
        JsonElement status = (await _fleet.JsonAsync("status mnist-2 --devices")).GetProperty("deployments")[0];
        string text = await _fleet.RunAsync("status");

        Assert.Equal(ExitCode.Failed, exitCode);
        Assert.Contains("stage \"canary\" of \"mnist-2\" is FAILED (1 of 3 devices failed, the error threshold is 1)", refused, StringComparison.Ordinal);
        Assert.Equal("the model cannot be loaded", status.GetProperty("failures").GetProperty("d1").GetString());
        Assert.Equal("FAILED", status.GetProperty("devices").GetProperty("d1").GetString());
        Assert.Contains("d1 failed: the model cannot be loaded", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, ExitCode.Ok, "Stage all is DEPLOYED")]
    [InlineData(false, ExitCode.Failed, "Stage all is FAILED: all devices are done and 0 of 20 succeeded")]
    public async Task Watch_says_by_its_exit_code_how_the_stage_ended(bool succeeded, int expected, string told)
    {
        await DeployAsync("--success-threshold 90%");
        Task<(int ExitCode, string Output, string Error)> watch = _fleet.TryAsync("start mnist-2 --watch --every 1");

        await Eventually.Holds(() => File.Exists(Path.Combine(_fleet.Url, _fleet.Tree.DesiredKey)) && _fleet.StateOf("all") == StageState.InProgress);
        _fleet.Report(succeeded, Enumerable.Range(0, Devices).Select(index => $"d{index}"));
        (int exitCode, string output, _) = await watch;

        Assert.Equal(expected, exitCode);
        Assert.Contains(told, output, StringComparison.Ordinal);
        Assert.Equal(succeeded ? StageState.Deployed : StageState.Failed, _fleet.StateOf("all"));
    }

    [Fact]
    public async Task Stop_emergency_stop_and_rollback_say_what_they_say()
    {
        await DeployAsync("--start");
        _fleet.Beat("d0", TimeSpan.FromSeconds(-1));

        Assert.Contains("all STOPPING", await _fleet.RunAsync("stop mnist-2"), StringComparison.Ordinal);
        Assert.Contains("all STOPPED", await _fleet.RunAsync("stop mnist-2 --emergency"), StringComparison.Ordinal);
        Assert.Equal(StandingOrder.Abort, _fleet.Deployment.Order);
        await _fleet.RunAsync("start mnist-2 all");
        Assert.Equal(StandingOrder.Run, _fleet.Deployment.Order);
        Assert.Contains("Rolled back mnist-2", await _fleet.RunAsync("rollback mnist-2"), StringComparison.Ordinal);
        Assert.Equal((StandingOrder.RollBack, StageState.Stopped), (_fleet.Deployment.Order, _fleet.StateOf("all")));
        Assert.Contains("rolled back", await _fleet.RunAsync("status"), StringComparison.Ordinal);
        Assert.Contains("deploy it again under another name", (await _fleet.TryAsync("start mnist-2 all")).Error, StringComparison.Ordinal);
        Assert.Equal(ExitCode.BadUsage, (await _fleet.TryAsync("stop mnist-2 all --emergency")).ExitCode);
    }

    [Fact]
    public async Task Stage_starts_again_after_an_emergency_stop_and_ends_by_what_devices_then_say()
    {
        await DeployAsync("--stage canary=names:d0 --stage all=100% --error-threshold 1 --start");
        await _fleet.RunAsync("stop mnist-2 --emergency");
        _fleet.ReportStopped("d0");

        JsonElement status = (await _fleet.JsonAsync("status mnist-2 --devices")).GetProperty("deployments")[0];
        string started = await _fleet.RunAsync("start mnist-2 canary");
        _fleet.Report(succeeded: true, "d0");
        await _fleet.RunAsync("start mnist-2");

        Assert.Equal("STOPPED", status.GetProperty("devices").GetProperty("d0").GetString());
        Assert.Contains("Started stage canary of mnist-2 for 1 device", started, StringComparison.Ordinal);
        Assert.Equal((StageState.Deployed, StageState.InProgress), (_fleet.StateOf("canary"), _fleet.StateOf("all")));
    }

    [Fact]
    public async Task Signed_documents_are_signed_by_each_verb_and_good_for_a_while()
    {
        using SigningKey key = SigningKey.Create();
        await File.WriteAllTextAsync(_fleet["operator.pem"], key.PrivatePem);
        await DeployAsync($"--sign {_fleet["operator.pem"]} --valid-for 48");
        await _fleet.RunAsync($"start mnist-2 --sign {_fleet["operator.pem"]}");

        byte[] document = await File.ReadAllBytesAsync(Path.Combine(_fleet.Url, _fleet.Tree.DesiredKey));
        byte[] envelope = await File.ReadAllBytesAsync(Path.Combine(_fleet.Url, _fleet.Tree.DesiredSignatureKey));
        Assert.Equal(key.Public.Id, DesiredSignature.Verify(envelope, document, [key.Public]));
        Assert.Equal(TimeSpan.FromHours(48), _fleet.Desired.Expires - _fleet.Desired.Written);
        Assert.Contains(
            "cannot be used: the file holds no private key", (await _fleet.TryAsync($"stop mnist-2 --sign {_fleet["mnist-2.tar.gz"]}")).Error, StringComparison.Ordinal);
    }

    private async Task DeployAsync(string options)
    {
        await _fleet.BeginAsync(Devices);
        await _fleet.RunAsync($"deploy mnist-2 --model mnist={_fleet.Package("mnist-2.tar.gz")} {options}");
    }
}
