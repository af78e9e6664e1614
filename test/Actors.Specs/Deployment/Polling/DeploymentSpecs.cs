using EdgeActors.Fleet;
using EdgeActors.Specs.Models;
using static EdgeActors.Specs.Deployment.Deployments;

namespace EdgeActors.Specs.Deployment.Polling;

/// <summary>Deployments from the fleet's document to the reported result.</summary>
public sealed class DeploymentSpecs
{
    private static readonly FleetDeployment First = Wanted("first", Deploy("m", "m-1"), Deploy("n", "n-1"));

    [Fact]
    public async Task A_good_deployment_serves_and_is_reported()
    {
        await using DeploymentSystem system = new DeploymentSystem().Start();

        DeploymentResult result = await system.Deploy(First);

        Assert.True(result.Succeeded, result.Message);
        Assert.Equal((First.Name, First.Digest, "", false), (result.Name, result.Digest, result.Message, result.RolledBack));
        Assert.Equal(
            [new ModelResult("m", "m-1", "1.0", ModelPresence.Deploy, ModelPresence.Deploy, true, "", ""),
                new ModelResult("n", "n-1", "1.0", ModelPresence.Deploy, ModelPresence.Deploy, true, "", "")],
            result.Models.AsEnumerable());
        Assert.Equal([("m", "/models/m-1"), ("n", "/models/n-1")], Serving(system));
    }

    [Theory]
    [InlineData("m-refused", "its signature is wrong")]
    [InlineData("m-broken", "it cannot be loaded: the file is no model")]
    [InlineData("m-unfit", "in its trial, it fails on zeros")]
    [InlineData("m-errs", "with clients, 50 of 100 predictions failed")]
    [InlineData("m-slow", "with clients, ")]
    public async Task A_bad_model_is_undone_with_its_whole_deployment_and_not_tried_again(string package, string says)
    {
        await using DeploymentSystem system = new DeploymentSystem().Start();
        await system.Deploy(First);

        DeploymentResult result = await system.Deploy(First, Wanted("second", Deploy("n", "n-2"), Deploy("m", package)));

        Assert.False(result.Succeeded);
        Assert.StartsWith("nothing of it is kept; m: ", result.Message, StringComparison.Ordinal);
        Assert.Contains(says, result.Message, StringComparison.Ordinal);
        Assert.Equal([true, false], result.Models.Select(static model => model.Succeeded));
        Assert.All(result.Models, static model => Assert.Equal((ModelPresence.Deploy, ""), (model.Actual, model.RollbackFailure)));
        Assert.Equal([("m", "/models/m-1"), ("n", "/models/n-1")], Serving(system));
        int fetches = system.Store.Fetches;
        await system.Poll();
        system.Advance(TimeSpan.FromDays(1));
        await system.Poll();
        Assert.Equal((fetches, 2), (system.Store.Fetches, system.Reports.All.Count));
        await ModelsSystem.Eventually(() => system.Swap.Loaded == 2 && system.Store.Folders.SetEquals(["/models/m-1", "/models/n-1"]));
    }

    [Fact]
    public async Task With_do_nothing_what_worked_stays()
    {
        await using DeploymentSystem system = new DeploymentSystem().Start();

        DeploymentResult result = await system.Deploy(Wanted("d", Deploy("good", "g-1"), Deploy("bad", "b-errs"), Deploy("worse", "w-broken")).Keeping());

        Assert.False(result.Succeeded);
        Assert.StartsWith("what worked of it is kept; bad: with clients, ", result.Message, StringComparison.Ordinal);
        Assert.Equal([("good", "/models/g-1")], Serving(system));
        Assert.Equal([ModelPresence.Deploy, ModelPresence.Undeploy, ModelPresence.Undeploy], result.Models.Select(static model => model.Actual));
    }

    [Fact]
    public async Task A_handle_is_emptied_and_filled_again_when_that_is_taken_back()
    {
        await using DeploymentSystem system = new DeploymentSystem().Start();
        await system.Deploy(First);
        FleetDeployment empty = Wanted("empty", Undeploy("m"));

        Assert.True((await system.Deploy(First, empty)).Succeeded);
        Assert.Equal([("n", "/models/n-1")], Serving(system));

        DeploymentResult back = await system.Deploy(First, empty.Ordered(DeploymentOrder.RollBack));

        Assert.True(back.Succeeded && back.RolledBack, back.Message);
        Assert.Equal([("m", "/models/m-1"), ("n", "/models/n-1")], Serving(system));
    }

    [Fact]
    public async Task What_holds_is_taken_back_to_what_was_before_it_without_a_network()
    {
        await using DeploymentSystem system = new DeploymentSystem().Start();
        await system.Deploy(First);
        FleetDeployment second = Wanted("second", Deploy("m", "m-2"));
        await system.Deploy(First, second);
        system.Store.IsAway = true;

        DeploymentResult back = await system.Deploy(First, second.Ordered(DeploymentOrder.RollBack));

        Assert.Equal("taken back as the fleet ordered", back.Message);
        Assert.Equal([("m", "/models/m-1"), ("n", "/models/n-1")], Serving(system));
        await ModelsSystem.Eventually(() => system.Store.Folders.SetEquals(["/models/m-1", "/models/n-1"]));
    }

    [Fact]
    public async Task A_result_that_comes_while_the_one_before_is_handed_over_is_handed_over_too()
    {
        await using DeploymentSystem system = new DeploymentSystem().Start();
        TaskCompletionSource gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
        system.Reports.Gate = gate.Task;
        FleetDeployment one = Wanted("one", Deploy("m", "m-1"));
        await system.Deploy(one);
        system.Fleet.Wants(one.Ordered(DeploymentOrder.RollBack));
        await system.Poll();
        await system.AdvanceUntil(() => system.Warnings.Any(static line => line.Contains("taken back as the fleet ordered", StringComparison.Ordinal)));

        gate.SetResult();
        await system.AdvanceUntil(() => system.Reports.All.Count == 2);

        Assert.Equal([false, true], system.Reports.All.Select(static result => result.RolledBack));
    }

    [Fact]
    public async Task What_cannot_be_taken_back_keeps_what_it_has_and_says_so()
    {
        await using DeploymentSystem system = new DeploymentSystem().Start();
        await system.Deploy(First);
        FleetDeployment second = Wanted("second", Deploy("m", "m-2"));
        await system.Deploy(First, second);
        system.Store.Damaged["/models/m-1"] = true;

        DeploymentResult back = await system.Deploy(First, second.Ordered(DeploymentOrder.RollBack));

        Assert.False(back.Succeeded);
        Assert.Contains("a file was changed", Assert.Single(back.Models).RollbackFailure, StringComparison.Ordinal);
        Assert.Equal([("m", "/models/m-2"), ("n", "/models/n-1")], Serving(system));
        await system.Poll();
        Assert.Equal(3, system.Reports.All.Count);
    }

    [Fact]
    public async Task An_emergency_stop_while_it_is_watched_puts_the_former_model_back_and_a_new_order_starts_it_again()
    {
        await using DeploymentSystem system = new DeploymentSystem(static options => options with { CommitWindow = TimeSpan.FromHours(10) }).Start();
        FleetDeployment one = Wanted("one", Deploy("m", "m-1"));
        system.Swap.ClientLoads("m", "/by/a/client");
        system.Fleet.Wants(one);
        await system.Poll();
        await system.AdvanceUntil(() => Serving(system).Contains(("m", "/models/m-1")));

        DeploymentResult stopped = await system.Deploy(one.Ordered(DeploymentOrder.Abort));

        Assert.Equal((false, true, true), (stopped.Succeeded, stopped.RolledBack, stopped.Stopped));
        Assert.Contains("the fleet ordered to stop it", stopped.Message, StringComparison.Ordinal);
        Assert.Equal([("m", "/by/a/client")], Serving(system));
        system.Step = TimeSpan.FromHours(1);
        Assert.True((await system.Deploy(one)).Succeeded);
        Assert.Equal([("m", "/models/m-1")], Serving(system));
        await ModelsSystem.Eventually(() => system.Swap.Loaded == 1);
    }

    [Fact]
    public async Task What_is_faulty_is_refused_with_the_reason_and_nothing_is_touched()
    {
        await using DeploymentSystem system = new DeploymentSystem().Start();
        await system.Deploy(First);
        int fetches = system.Store.Fetches;

        DeploymentResult result = await system.Deploy(First, Wanted("bad", Deploy("m", "m-2"), Deploy("m", "m-3")));

        Assert.Contains("handle 'm' is there 2 times", result.Message, StringComparison.Ordinal);
        Assert.Equal(fetches, system.Store.Fetches);
        Assert.Equal([("m", "/models/m-1"), ("n", "/models/n-1")], Serving(system));
    }

    [Fact]
    public async Task A_package_that_cannot_be_fetched_yet_is_waited_for()
    {
        await using DeploymentSystem system = new DeploymentSystem().Start();
        system.Store.IsAway = true;
        system.Fleet.Wants(First);
        await system.Poll();
        await system.AdvanceUntil(() => system.Store.Fetches > 20, TimeSpan.FromMinutes(20));
        Assert.Empty(system.Reports.All);

        system.Store.IsAway = false;
        await system.AdvanceUntil(() => system.Reports.All.Count == 1, TimeSpan.FromMinutes(20));

        Assert.True(system.Reports.Last.Succeeded);
    }

    [Fact]
    public async Task A_client_who_unloads_what_is_being_watched_fails_the_deployment()
    {
        await using DeploymentSystem system = new DeploymentSystem(static options => options with { CommitWindow = TimeSpan.FromHours(10) }).Start();
        system.Fleet.Wants(Wanted("one", Deploy("m", "m-1")));
        await system.Poll();
        await system.AdvanceUntil(() => system.Swap.Find("m") is not null);
        system.Swap.ClientUnloads("m");

        await system.AdvanceUntil(() => system.Reports.All.Count == 1, TimeSpan.FromHours(1));

        Assert.Contains("a client has unloaded or replaced it", system.Reports.Last.Message, StringComparison.Ordinal);
    }

    private static IEnumerable<(string, string)> Serving(DeploymentSystem system) => system.Swap.Serving.Select(static one => (one.Key, one.Value));
}
