using EdgeActors.Cli;
using EdgeActors.Fleet;
using EdgeActors.Fleet.Documents;
using EdgeActors.Packages.Signatures;
using EdgeActors.Protocol.Client;
using EdgeActors.Specs.Agents;
using Xunit.Abstractions;

namespace EdgeActors.Specs.Deployments;

/// <summary>Whatever somebody puts into the fleet's folder: a device that enforces signatures says why not, and serves on what it has.</summary>
public sealed class HostileDeploymentSpecs(ITestOutputHelper output) : IDisposable
{
    private const float Good = 1;
    private const float Bad = 666;

    private readonly DirectoryInfo _place = Directory.CreateTempSubdirectory("hostile-");

    public void Dispose() => _place.Delete(recursive: true);

    [NeedsFact(Needs.Linux)]
    public async Task Hostile_deployments_fail_with_a_reason_and_not_one_request_with_them()
    {
        using SigningKey key = await HostileFolder.KeyAsync(At("release"), At("keys"));
        using DeployedDevice device = new(
            ("edgeactors_package_signatures", "enforce"),
            ("sagemaker_edge_core_root_certs_path", At("keys")),
            ("edgeactors_deployment_commit_window", "0"));
        HostileFolder folder = new(device.Fleet, key, At("release.key.pem"));
        ModelDefinition good = await folder.PublishAsync(ShiftModel.Write(At("good.onnx"), Good), "1");
        string evil = ShiftModel.Write(At("evil.onnx"), Bad);
        DesiredDeployment basis = FleetFolder.Deployment("basis", good);
        await using AgentProcess agent = await device.StartAsync("--durable");
        DeploymentResult first = await DeployAsync(device, folder, agent, basis);
        Assert.True(first.Succeeded, first.Message);

        await using SteadyClient steady = new(agent, ShiftModel.Request, answer => ShiftModel.ShiftOf(answer) == Good);
        foreach ((string attack, ModelDefinition[] models, string type, string reason) in await folder.AttacksAsync(good, evil))
        {
            DesiredDeployment deployment = FleetFolder.Deployment(attack, models) with { Type = type };
            DeploymentResult result = await DeployAsync(device, folder, agent, basis, deployment);
            string told = string.Join(' ', [result.Message, .. result.Models.Select(model => model.Reason)]);
            output.WriteLine($"{attack}: {told}");
            Assert.False(result.Succeeded, attack);
            Assert.Contains(reason, told, StringComparison.OrdinalIgnoreCase);
            await agent.WaitForOutputAsync($"Deployment {attack} has failed");
        }

        DesiredDeployment never = FleetFolder.Deployment("taken", good with { Handle = "taken" });
        foreach ((string attack, byte[] document, bool isSigned, string reason) in folder.Documents(never))
        {
            folder.Put(document, isSigned);
            ProgramEnd poll = await device.PollAsync();
            output.WriteLine($"{attack}: {poll.Output.Trim()}");
            Assert.True(poll.ExitCode == ExitCode.Failed, $"{attack}: {poll.Output}");
            Assert.Contains(reason, poll.Output, StringComparison.OrdinalIgnoreCase);
            await agent.WaitForOutputAsync("cannot be asked for models");
            _ = await DeployedDevice.AwaitAsync(agent, () => agent.Output.Contains(reason, StringComparison.OrdinalIgnoreCase) ? agent : null);
            Heartbeat beat = await DeployedDevice.AwaitAsync(agent, () => RefusedFor(device.Fleet.Heartbeat(), reason));
            output.WriteLine($"heartbeat: {beat.DesiredRefused}");
        }

        output.WriteLine($"{await steady.StopAsync()} answers");
        using EdgeAgentClient client = agent.Connect();
        await DeployedDevice.MustServeAsync(client, good);
        Assert.Null(await DeployedDevice.ServedAsync(client, "taken"));
        string unpacked = Assert.Single(Directory.GetDirectories(device.At("data/models/" + ShiftModel.Handle)));
        Assert.Equal([ShiftModel.Handle], Directory.GetDirectories(device.At("data/models")).Select(Path.GetFileName));
        Assert.True(DeployedDevice.IsOf(Path.GetFileName(unpacked), good), unpacked);
        Assert.Empty(Directory.GetFiles(device.At("."), "*escaped*", SearchOption.AllDirectories));

        ModelDefinition next = await folder.PublishAsync(ShiftModel.Write(At("next.onnx"), Good + 1), "2");
        DeploymentResult last = await DeployAsync(device, folder, agent, FleetFolder.Deployment("next", next));
        Assert.True(last.Succeeded, last.Message);
        _ = await DeployedDevice.AwaitAsync(agent, () => device.Fleet.Heartbeat() is { DesiredRefused: "" } good ? good : null);
        Assert.Equal(Good + 1, ShiftModel.ShiftOf(await client.PredictAsync(ShiftModel.Request)));
    }

    private static async Task<DeploymentResult> DeployAsync(
        DeployedDevice device, HostileFolder folder, AgentProcess agent, params DesiredDeployment[] deployments)
    {
        folder.Desire(deployments);
        ProgramEnd poll = await device.PollAsync();
        Assert.True(poll.ExitCode == 0, poll.Output + agent.Output);
        return await device.EndAsync(agent, deployments[^1]);
    }

    private static Heartbeat? RefusedFor(Heartbeat? beat, string reason) =>
        beat?.DesiredRefused.Contains(reason, StringComparison.OrdinalIgnoreCase) == true ? beat : null;

    private string At(string name) => Path.Combine(_place.FullName, name);
}
