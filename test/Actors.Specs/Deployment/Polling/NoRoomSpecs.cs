using EdgeActors.Fleet;
using EdgeActors.Specs.Models;
using static EdgeActors.Specs.Deployment.Deployments;

namespace EdgeActors.Specs.Deployment.Polling;

/// <summary>Trials for whose runs there is no room: that may pass, or be the model's own want.</summary>
public sealed class NoRoomSpecs
{
    private static readonly FleetDeployment Old = Wanted("old", Deploy("m", "m-1"));
    private static readonly FleetDeployment New = Wanted("new", Deploy("m", "m-2"));

    [Fact]
    public async Task A_model_that_never_finds_room_fails_after_six_trials_and_says_what_it_wants()
    {
        await using DeploymentSystem system = await Begin(withoutRoom: int.MaxValue);

        DeploymentResult result = await system.Deploy(Old, New);

        Assert.Equal((false, "it was cut off 6 times while it was tried, the last time by this: a run wants 4 TiB"), (result.Succeeded, result.Message));
        Assert.Equal("/models/m-1", Assert.Single(system.Swap.Serving).Value);
        await IsOver(system, trials: 1 + 6, fetches: 2);
    }

    [Fact]
    public async Task Trials_without_room_are_counted_over_starts_of_the_process()
    {
        await using DeploymentSystem system = await Begin(withoutRoom: 2);
        system.Swap.WithoutRoom = 2;
        system.Fleet.Wants(Old, New);
        await system.Poll();
        await system.AdvanceUntil(() => system.Swap.Trials == 1 + 2);

        await system.RestartProcess();
        system.Swap.WithoutRoom = int.MaxValue;
        await system.AdvanceUntil(() => system.Reports.All.Count == 2);

        Assert.Contains("it was cut off 6 times", system.Reports.Last.Message, StringComparison.Ordinal);
        Assert.Equal("/models/m-1", Assert.Single(system.Swap.Serving).Value);
        Assert.Equal(4, system.Swap.Trials);
    }

    [Fact]
    public async Task A_model_that_finds_room_in_time_is_deployed()
    {
        await using DeploymentSystem system = await Begin(withoutRoom: 5);

        DeploymentResult result = await system.Deploy(Old, New);

        Assert.True(result.Succeeded, result.Message);
        Assert.Equal("/models/m-2", Assert.Single(system.Swap.Serving).Value);
        await IsOver(system, trials: 1 + 6, fetches: 2);
    }

    [Fact]
    public async Task Between_two_trials_without_room_there_is_a_pause_that_grows()
    {
        await using DeploymentSystem system = await Begin(withoutRoom: int.MaxValue);
        system.Fleet.Wants(Old, New);
        await system.Poll();
        await ModelsSystem.Eventually(() => system.Swap.Trials == 2);
        TimeSpan whole = TimeSpan.Zero;
        TimeSpan step = TimeSpan.FromSeconds(5);

        await system.AdvanceUntil(
            () =>
            {
                whole += step;
                return system.Reports.All.Count == 2;
            },
            step);

        // Five pauses of 30 s at least.
        Assert.InRange(whole, TimeSpan.FromSeconds(5 * 30), TimeSpan.FromHours(1));
    }

    private static async Task<DeploymentSystem> Begin(int withoutRoom)
    {
        DeploymentSystem system = new DeploymentSystem().Start();
        Assert.True((await system.Deploy(Old)).Succeeded);
        system.Swap.WithoutRoom = withoutRoom;
        return system;
    }

    private static async Task IsOver(DeploymentSystem system, int trials, int fetches)
    {
        system.Advance(TimeSpan.FromDays(1));
        await system.Poll();
        Assert.Equal((trials, fetches), (system.Swap.Trials, system.Store.Fetches));
        Assert.Equal(2, system.Reports.All.Count);
        await ModelsSystem.Eventually(() => system.Swap.Loaded == 1);
    }
}
