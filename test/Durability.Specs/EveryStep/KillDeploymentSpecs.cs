using System.Globalization;
using System.Net.Sockets;
using EdgeActors.Fleet;
using EdgeActors.Fleet.Documents;
using EdgeActors.Protocol.Client;
using EdgeActors.Specs.Agents;
using EdgeActors.Specs.Deployments;
using Xunit.Abstractions;

namespace EdgeActors.Specs.EveryStep;

/// <summary>
/// The agent is killed before and after each step of a deployment, as a run without faults names them. The next start serves the old or the new model
/// whole, ends the deployment, and says so to the fleet.
/// </summary>
public class KillDeploymentSpecs(ITestOutputHelper output)
{
    private const int Seed = 20261128;
    private const int Sample = 7;
    private const int TicksAfterResult = 25;

    // Counts begin anew with a script, and no deployment comes here.
    private const string NoFault = "at port ICaptureSink.PutAsync #1000000: throw IOException";

    private const string Told = "the fleet was told of the new model, and the old one is there";

    private static readonly bool All = Environment.GetEnvironmentVariable("EDGEACTORS_EVERY_STEP") == "all";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly HashSet<string> _alive = [];
    private int _kills;
    private int _found;

    [NeedsFact(Needs.Linux)]
    public async Task A_device_has_the_old_or_the_new_model_and_reports_whichever_step_it_dies_at()
    {
        using DeployedDevice device = new(("edgeactors_deployment_commit_window", "0"));
        FaultSocket faults = new(device.At("faults.sock"));
        AgentProcess agent = await StartAsync(device, faults);
        await DeployAsync(device, agent, await PublishAsync(device, 1), 1);
        await faults.SetAsync(NoFault);
        ModelDefinition current = await PublishAsync(device, 2);
        await DeployAsync(device, agent, current, 2);
        string[] rules = DeploymentSteps.Rules(await faults.PointsAsync());
        Assert.NotEmpty(rules);
        string[] chosen = [.. All ? rules : Random(rules)];
        foreach ((int index, string rule) in chosen.Index())
        {
            (agent, current) = await KillAsync(device, faults, agent, current, index + 3, rule);
        }

        await agent.DisposeAsync();
        output.WriteLine($"seed {Seed}: {rules.Length} rules, {chosen.Length} tried, {_kills} kills, {_found} times the new model at the start");
        output.WriteLine($"not reached:\n{string.Join('\n', _alive)}\nrules:\n{string.Join('\n', rules)}");
        Assert.InRange(_kills, (chosen.Length + 1) / 2, chosen.Length);
    }

    private static IEnumerable<string> Random(string[] rules)
    {
        string[] mixed = [.. rules];
        new Random(Seed).Shuffle(mixed);
        return mixed.Take(Sample);
    }

    private async Task<(AgentProcess Agent, ModelDefinition Current)> KillAsync(
        DeployedDevice device, FaultSocket faults, AgentProcess agent, ModelDefinition old, int version, string rule)
    {
        ModelDefinition wanted = await PublishAsync(device, version);
        DesiredDeployment deployment = device.Fleet.Desire(FleetFolder.Deployment($"to-{version}", wanted));
        await faults.SetAsync(rule);
        _alive.Add(rule);

        // The agent may die under the poll, so how that ends says nothing.
        _ = await device.PollAsync();
        if (await DiesAsync(device, faults, agent, deployment))
        {
            _kills++;
            _alive.Remove(rule);
            await agent.DisposeAsync();
            agent = await StartAsync(device, faults);
            using EdgeAgentClient client = agent.Connect();
            await DeployedDevice.RestoredAsync(agent, client, ShiftModel.Handle);
            bool isNew = await IsServedAsync(client, old, wanted, version, rule);
            _found += isNew ? 1 : 0;
            Assert.True(isNew || device.Fleet.Result(deployment) is null, $"{rule}: {Told}");
            _ = await device.PollAsync();
        }

        DeploymentResult result = await device.EndAsync(agent, deployment);
        Assert.True(result.Succeeded, $"{rule}: {result.Message}");
        using EdgeAgentClient last = agent.Connect();
        Assert.True(await IsServedAsync(last, old, wanted, version, rule), $"{rule}: {Told}");
        return (agent, wanted);
    }

    // Whether the new model is there rather than the old one; the answer has to be of the package that is listed.
    private static async Task<bool> IsServedAsync(EdgeAgentClient client, ModelDefinition old, ModelDefinition wanted, int version, string rule)
    {
        while (true)
        {
            string? before = await DeployedDevice.ServedAsync(client, ShiftModel.Handle);
            float shift = ShiftModel.ShiftOf(await client.PredictAsync(ShiftModel.Request, Patience, CancellationToken.None));
            if (before != await DeployedDevice.ServedAsync(client, ShiftModel.Handle))
            {
                continue;
            }

            bool isNew = DeployedDevice.IsOf(before, wanted);
            Assert.True(isNew || DeployedDevice.IsOf(before, old), $"{rule}: neither the old nor the new model is there, but {before}");
            Assert.True(shift == (isNew ? version : version - 1), $"{rule}: {before} answers {shift}");
            return isNew;
        }
    }

    // What follows the result is on the way of a deployment as well.
    private static async Task<bool> DiesAsync(DeployedDevice device, FaultSocket faults, AgentProcess agent, DesiredDeployment deployment)
    {
        using CancellationTokenSource late = new(Patience);
        using PeriodicTimer tick = new(TimeSpan.FromMilliseconds(20));
        for (int after = 0; !agent.HasExited && after < TicksAfterResult; after += device.Fleet.Result(deployment) is null ? 0 : 1)
        {
            await tick.WaitForNextTickAsync(late.Token);
        }

        return agent.HasExited || !await IsCalmAsync(faults, agent);
    }

    // A step may be reached in the very moment in which its rule is taken away.
    private static async Task<bool> IsCalmAsync(FaultSocket faults, AgentProcess agent)
    {
        try
        {
            await faults.SetAsync(NoFault);
            return true;
        }
        catch (Exception gone) when (gone is SocketException or IOException)
        {
            await agent.WaitForExitAsync(Patience);
            return false;
        }
    }

    private static Task<AgentProcess> StartAsync(DeployedDevice device, FaultSocket faults) =>
        device.StartAsync(["--durable", "--force", .. faults.AgentOptions]);

    private static Task<ModelDefinition> PublishAsync(DeployedDevice device, int version) => device.Fleet.PublishAsync(
        ShiftModel.Handle, ShiftModel.Write(device.At("shift.onnx"), version), version.ToString(CultureInfo.InvariantCulture));

    private static async Task DeployAsync(DeployedDevice device, AgentProcess agent, ModelDefinition definition, int version)
    {
        DeploymentResult result = await device.DeployAsync(agent, FleetFolder.Deployment($"to-{version}", definition));
        Assert.True(result.Succeeded, result.Message);
    }
}
