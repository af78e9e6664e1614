using EdgeActors.Fleet;
using EdgeActors.Protocol.Agent;
using EdgeActors.Protocol.Client;
using EdgeActors.Specs.Agents;
using EdgeActors.Specs.Deployments;

namespace EdgeActors.Specs.EveryStep;

/// <summary>
/// The agent is killed after clients have seen a new model and before that is kept for good, while it puts the former one back, and while it takes a deployment back
/// that held. The next start serves what the journal says, and goes on from there.
/// </summary>
public class KillInWindowSpecs
{
    // Seconds. The models are looked at twelve times within it.
    private const int Window = 3;

    // An end is the fifth event of a deployment: seen, begun, fetched, published. Its order to be kept is the third.
    private const string EndKept = "Akka.Persistence.WriteMessageSuccess #5";
    private const string EndToKeep = "EdgeActors.Deployment.Running.DeploymentActor+Keep #3";

    // A taking back is the second event after the fleet's order, and the only one that the run has kept.
    private const string BackKept = "Akka.Persistence.WriteMessageSuccess #2";
    private const string BackToKeep = "EdgeActors.Deployment.Running.DeploymentActor+Keep #1";

    [NeedsFact(Needs.Linux)]
    public async Task A_device_that_dies_in_its_window_or_on_the_way_back_has_the_model_that_its_journal_says()
    {
        await using DyingDevice device = await DyingDevice.StartAsync(Window);
        Attempt second = await WatchAsync(device);
        await TakeBackAsync(device, second, $"{BackToKeep} before", isKept: false);

        Attempt third = await UndoAsync(device, $"{EndToKeep} before", isKept: false);
        await UndoAsync(device, $"{EndKept} before", isKept: true);
        await UndoAsync(device, $"{EndKept} after", isKept: true);

        await TakeBackAsync(device, third, $"{BackKept} before", isKept: true);
    }

    private static async Task<Attempt> WatchAsync(DyingDevice device)
    {
        Attempt attempt = await device.BeginAsync(FaultSocket.NoFault);
        await device.SeenAsync(attempt);
        await device.Agent.KillAsync();
        await device.RestartAsync();
        Assert.False(await device.IsNewAsync(attempt), "a model that was not kept for good is there after the start");
        Assert.Null(device.ResultOf(attempt));
        await device.PollAsync();
        DeploymentResult result = await device.EndAsync(attempt);
        Assert.True(result.Succeeded, result.Message);
        return attempt;
    }

    // A client unloads the new model while it is watched, which is a reason to go back. Only a failure that was kept stays one.
    private static async Task<Attempt> UndoAsync(DyingDevice device, string step, bool isKept)
    {
        Attempt attempt = await device.BeginAsync(Rule(step));
        await device.SeenAsync(attempt);
        using (EdgeAgentClient client = device.Agent.Connect())
        {
            await client.UnLoadModelAsync(new UnLoadModelRequest { Name = ShiftModel.Handle });
        }

        Assert.True(await device.DiesAsync(attempt), $"{step} was not reached");
        await device.RestartAsync();
        Assert.False(await device.IsNewAsync(attempt), $"{step}: the new model is there after the start");
        await device.PollAsync();
        DeploymentResult result = await device.EndAsync(attempt);
        Assert.True(result.Succeeded != isKept, $"{step}: {result}");
        Assert.True(!isKept || result.Message.Contains("a client has unloaded", StringComparison.Ordinal), $"{step}: {result.Message}");
        return attempt;
    }

    private static async Task TakeBackAsync(DyingDevice device, Attempt held, string step, bool isKept)
    {
        Attempt attempt = await device.TakeBackAsync(held, Rule(step));
        Assert.True(await device.DiesAsync(attempt), $"{step} was not reached");
        await device.RestartAsync();
        Assert.True(await device.IsNewAsync(attempt) == isKept, $"{step}: {(isKept ? "the later" : "the former")} model is there after the start");
        await device.PollAsync();
        DeploymentResult result = await device.EndAsync(attempt);
        Assert.True(result.Succeeded, $"{step}: {result.Message}");
    }

    private static string Rule(string step) => $"at actor /user/edge/deployments/actor on {step}: kill";
}
