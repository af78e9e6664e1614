using EdgeActors.Fleet;
using EdgeActors.Specs.Agents;
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

    private static readonly bool All = Environment.GetEnvironmentVariable("EDGEACTORS_EVERY_STEP") == "all";

    private readonly HashSet<string> _alive = [];
    private int _kills;
    private int _found;

    [NeedsFact(Needs.Linux)]
    public async Task A_device_has_the_old_or_the_new_model_and_reports_whichever_step_it_dies_at()
    {
        await using DyingDevice device = await DyingDevice.StartAsync(window: 0);
        Attempt model = await device.BeginAsync(FaultSocket.NoFault);
        Assert.True((await device.EndAsync(model)).Succeeded);
        string[] rules = DeploymentSteps.Rules(await device.PointsAsync());
        Assert.NotEmpty(rules);
        string[] chosen = [.. All ? rules : Random(rules)];
        foreach (string rule in chosen)
        {
            await KillAsync(device, rule);
        }

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

    private async Task KillAsync(DyingDevice device, string rule)
    {
        Attempt attempt = await device.BeginAsync(rule);
        _alive.Add(rule);
        if (await device.DiesAsync(attempt))
        {
            _kills++;
            _alive.Remove(rule);
            await device.RestartAsync();
            bool isNew = await device.IsNewAsync(attempt);
            _found += isNew ? 1 : 0;
            Assert.True(isNew || device.ResultOf(attempt) is null, $"{rule}: the fleet was told of the new model, and the old one is there");
            await device.PollAsync();
        }

        DeploymentResult result = await device.EndAsync(attempt);
        Assert.True(result.Succeeded, $"{rule}: {result.Message}");
    }
}
