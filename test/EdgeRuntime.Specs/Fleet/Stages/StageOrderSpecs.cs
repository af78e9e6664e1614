using EdgeActors.Fleet.Documents;
using EdgeActors.Fleet.Stages;
using static EdgeActors.Specs.Fleet.Stages.StageSamples;

namespace EdgeActors.Specs.Fleet.Stages;

public sealed class StageOrderSpecs
{
    [Fact]
    public void Start_takes_the_first_stage_and_notes_its_devices_and_time()
    {
        OrderAnswer answer = StageOrders.Start(Wanted(Ready("a"), Ready("b")), name: null, _ => 7, Begin);

        Assert.Equal(("a", StageState.InProgress, 7, Begin), (answer.Stage!.Name, answer.Stage.State, answer.Stage.SelectedCount, answer.Stage.Started));
        Assert.Equal([StageState.InProgress, StageState.ReadyToDeploy], answer.Deployment!.Stages.Select(stage => stage.State));
    }

    [Theory]
    [InlineData(nameof(StageState.Deployed), null, null)]
    [InlineData(nameof(StageState.InProgress), null, "is INPROGRESS; wait for its end, or stop it")]
    [InlineData(nameof(StageState.Stopping), null, "is STOPPING; wait until it is STOPPED")]
    [InlineData(nameof(StageState.Failed), null, "is FAILED")]
    [InlineData(nameof(StageState.Stopped), null, "is STOPPED")]
    [InlineData(nameof(StageState.ReadyToDeploy), "b", "comes after \"a\", which is READYTODEPLOY")]
    [InlineData(nameof(StageState.InProgress), "b", "comes after \"a\", which is INPROGRESS")]
    [InlineData(nameof(StageState.Stopping), "b", "comes after \"a\", which is STOPPING")]
    [InlineData(nameof(StageState.Failed), "b", null)]
    [InlineData(nameof(StageState.Stopped), "b", null)]
    [InlineData(nameof(StageState.Stopped), "a", null)]
    [InlineData(nameof(StageState.Deployed), "a", "is DEPLOYED; there is nothing to start")]
    [InlineData(nameof(StageState.Deployed), "c", "has no stage \"c\"; it has a, b")]
    public void Stages_start_in_their_order_and_others_by_name_only(string first, string? name, string? refusal)
    {
        OrderAnswer answer = StageOrders.Start(Wanted(Ready("a") with { State = Enum.Parse<StageState>(first) }, Ready("b")), name, _ => 1, Begin);

        if (refusal is null)
        {
            Assert.Null(answer.Refusal);
            Assert.Equal(name ?? "b", answer.Stage!.Name);
        }
        else
        {
            Assert.Contains(refusal, answer.Refusal, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Start_forgets_how_a_stage_ended_before_and_takes_back_an_emergency_stop()
    {
        DesiredStage stopped = Running("a") with { State = StageState.Stopped, Ended = Begin, Reason = "an operator stopped it" };

        OrderAnswer answer = StageOrders.Start(Wanted(stopped) with { Order = StandingOrder.Abort }, "a", _ => 3, Later);

        Assert.Equal((StandingOrder.Run, (DateTimeOffset?)null, ""), (answer.Deployment!.Order, answer.Stage!.Ended, answer.Stage.Reason));
    }

    [Fact]
    public void Nothing_of_a_rolled_back_deployment_starts_again()
    {
        OrderAnswer answer = StageOrders.Start(Wanted(Ready("a")) with { Order = StandingOrder.RollBack }, "a", _ => 1, Begin);

        Assert.Contains("deploy it again under another name", answer.Refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void Deployment_whose_stages_are_all_deployed_has_nothing_to_start()
    {
        Assert.Contains("nothing to start", StageOrders.Start(Wanted(Running() with { State = StageState.Deployed }), null, _ => 1, Later).Refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void Stop_means_the_stage_at_work_unless_one_is_named()
    {
        DesiredDeployment deployment = Wanted(Running("a") with { State = StageState.Deployed }, Running("b"));

        Assert.Equal(("b", StageState.Stopping), Stage(StageOrders.Stop(deployment, null, Later)));
        Assert.Equal(("a", StageState.Stopping), Stage(StageOrders.Stop(deployment, "a", Later)));
        Assert.Contains("no stage of \"mnist-2\" is INPROGRESS", StageOrders.Stop(Wanted(Ready("a")), null, Later).Refusal, StringComparison.Ordinal);
        Assert.Contains("nothing to stop", StageOrders.Stop(Wanted(Ready("a")), "a", Later).Refusal, StringComparison.Ordinal);
        Assert.Contains("has no stage", StageOrders.Stop(deployment, "z", Later).Refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void Orders_given_twice_change_nothing_the_second_time()
    {
        DesiredDeployment stopping = StageOrders.Stop(Wanted(Running("a")), null, Later).Deployment!;
        DesiredDeployment aborted = StageOrders.Abort(Wanted(Running("a")), Later).Deployment!;
        DesiredDeployment back = StageOrders.RollBack(aborted, Later).Deployment!;

        Assert.Same(stopping, StageOrders.Stop(stopping, null, Later).Deployment);
        Assert.Same(aborted, StageOrders.Abort(aborted, Later).Deployment);
        Assert.Same(back, StageOrders.RollBack(back, Later).Deployment);
    }

    [Fact]
    public void Emergency_stop_and_rollback_end_what_is_at_work_and_leave_the_rest_as_a_record()
    {
        DesiredDeployment deployment = Wanted(Running("a") with { State = StageState.Deployed }, Running("b"), Ready("c"));

        DesiredDeployment aborted = StageOrders.Abort(deployment, Later).Deployment!;
        DesiredDeployment back = StageOrders.RollBack(deployment, Later).Deployment!;

        Assert.Equal((StandingOrder.Abort, StandingOrder.RollBack), (aborted.Order, back.Order));
        Assert.Equal([StageState.Deployed, StageState.Stopped, StageState.ReadyToDeploy], aborted.Stages.Select(stage => stage.State));
        Assert.Equal(Later, aborted.Stages[1].Ended);
        Assert.Contains("undoes more", StageOrders.Abort(back, Later).Refusal, StringComparison.Ordinal);
    }

    private static (string Name, StageState State) Stage(OrderAnswer answer) => (answer.Stage!.Name, answer.Stage.State);
}
