using EdgeActors.Deployment.Journal;
using EdgeActors.Deployment.Ledger;
using EdgeActors.Deployment.Planning;
using EdgeActors.Fleet;
using static EdgeActors.Specs.Deployment.Deployments;

namespace EdgeActors.Specs.Deployment.Planning;

public sealed class DeploymentPlanSpecs
{
    private static readonly FleetDeployment First = Wanted("first", Deploy("m", "m-1"), Deploy("n", "n-1"));
    private static readonly FleetDeployment Second = Wanted("second", Deploy("m", "m-2"));

    [Fact]
    public void Nothing_wanted_is_nothing_done() => Assert.Null(Next(DeploymentState.Empty));

    [Fact]
    public void A_new_deployment_is_begun_with_all_its_models()
    {
        BeginStep step = Assert.IsType<BeginStep>(Next(DeploymentState.Empty, First));

        Assert.Equal(SourceOf(First), step.Source);
        Assert.All(step.Models, static model => Assert.True(model.IsTouched));
    }

    [Fact]
    public void What_is_there_is_not_begun_again() =>
        Assert.Null(Next(After(Committed(First, ("m", "m-1"), ("n", "n-1"))), First));

    [Theory]
    [InlineData(DeploymentOrder.Hold)]
    [InlineData(DeploymentOrder.Abort)]
    [InlineData(DeploymentOrder.RollBack)]
    public void Only_what_is_ordered_to_run_is_begun(DeploymentOrder order) => Assert.Null(Next(DeploymentState.Empty, First.Ordered(order)));

    [Fact]
    public void Of_two_for_one_handle_the_last_holds_and_the_first_leaves_it_alone()
    {
        BeginStep step = Assert.IsType<BeginStep>(Next(DeploymentState.Empty, First, Second));

        Assert.Equal(["deployment second holds for it", ""], step.Models.Select(static model => model.KeptBecause));
        BeginStep next = Assert.IsType<BeginStep>(Next(After(Committed(First, ("n", "n-1"))), First, Second));
        Assert.Equal(SourceOf(Second), next.Source);
    }

    [Fact]
    public void One_that_is_superseded_altogether_is_reported_without_being_begun()
    {
        FleetDeployment old = Wanted("old", Deploy("m", "m-0"));

        NothingToDoStep step = Assert.IsType<NothingToDoStep>(Next(After(Committed(Second, ("m", "m-2"))), old, Second));

        Assert.Equal(SourceOf(old), step.Source);
        DeploymentState told = After(Committed(Second, ("m", "m-2")), new DeploymentEnded(Result(old), DeploymentEnd.Succeeded));
        Assert.Null(Next(told, old, Second));
    }

    [Fact]
    public void When_the_last_is_gone_from_the_document_the_one_before_holds_again()
    {
        DeploymentState state = After(Committed(First, ("m", "m-1"), ("n", "n-1")), Committed(Second, ("m", "m-2")));

        Assert.Null(Next(state, First, Second));
        BeginStep step = Assert.IsType<BeginStep>(Next(state, First));
        Assert.Equal(["", "it is there already"], step.Models.Select(static model => model.KeptBecause));
        Assert.Null(Next(state));
    }

    [Fact]
    public void What_failed_is_refused_until_its_contents_change_and_holds_for_nothing()
    {
        DeploymentState state = After(Committed(First, ("m", "m-1"), ("n", "n-1")), Failed(Second));

        Assert.Null(Next(state, First, Second));
        Assert.Null(Next(state, First, Second.Ordered(DeploymentOrder.Hold)));
        Assert.IsType<BeginStep>(Next(state, First, Wanted("second", Deploy("m", "m-3"))));
    }

    [Fact]
    public void What_a_failed_deployment_has_left_there_stays()
    {
        DeploymentCommitted partly = Committed(Second, ("m", "m-2")) with { Result = Result(Second, succeeded: false) };

        Assert.Null(Next(After(Committed(First, ("m", "m-1"), ("n", "n-1")), partly), First, Second));
    }

    [Theory]
    [InlineData(DeploymentEnd.Stopped)]
    [InlineData(DeploymentEnd.TakenBack)]
    public void What_was_stopped_or_taken_back_runs_again_when_it_is_ordered_to(object end)
    {
        DeploymentState state = After(Failed(Second, (DeploymentEnd)end));

        Assert.IsType<BeginStep>(Next(state, Second));
        Assert.Null(Next(state, Second.Ordered(DeploymentOrder.Hold)));
    }

    [Fact]
    public void A_faulty_one_is_refused_once_and_the_others_go_on()
    {
        FleetDeployment faulty = Wanted("bad", Deploy("x", "x-1") with { Sha256 = "?" });

        RefuseStep step = Assert.IsType<RefuseStep>(Next(DeploymentState.Empty, First, faulty));

        Assert.Contains("sha256", step.Reason, StringComparison.Ordinal);
        Assert.Equal(SourceOf(First), Assert.IsType<BeginStep>(Next(After(Failed(faulty)), First, faulty)).Source);
    }

    [Fact]
    public void What_holds_is_taken_back_when_it_is_ordered_and_once_only()
    {
        DeploymentState state = After(Committed(First, ("m", "m-1"), ("n", "n-1")), Committed(Second, ("m", "m-2")));

        TakeBackStep step = Assert.IsType<TakeBackStep>(Next(state, First.Ordered(DeploymentOrder.RollBack), Second));

        // The other handle is not its own any more.
        Assert.Equal("n", Assert.Single(step.Handles));
        DeploymentState failedTo = state.After(Failed(First, DeploymentEnd.TakenBack));
        Assert.Null(Next(failedTo, First.Ordered(DeploymentOrder.RollBack), Second));
    }

    [Fact]
    public void Only_the_contents_that_are_there_are_taken_back() =>
        Assert.Null(Next(After(Committed(Second, ("m", "m-2"))), Wanted("second", Deploy("m", "m-3")).Ordered(DeploymentOrder.RollBack)));

    [Fact]
    public void While_one_runs_nothing_else_is_begun()
    {
        DeploymentState state = After(Began(Second));

        Assert.Null(Next(state, First, Second));
        Assert.Null(Next(state, First, Second.Ordered(DeploymentOrder.Hold)));
    }

    [Fact]
    public void The_running_one_is_stopped_when_the_fleet_says_so_changes_it_or_does_not_want_it_here()
    {
        DeploymentState state = After(Began(Second));

        Assert.Contains("ordered to stop", StopOf(state, Second.Ordered(DeploymentOrder.Abort)), StringComparison.Ordinal);
        Assert.Contains("take it back", StopOf(state, Second.Ordered(DeploymentOrder.RollBack)), StringComparison.Ordinal);
        Assert.Contains("has changed it", StopOf(state, Wanted("second", Deploy("m", "m-3"))), StringComparison.Ordinal);
        Assert.Contains("any more", StopOf(state, First), StringComparison.Ordinal);
    }

    [Fact]
    public void More_handles_than_a_device_may_have_are_refused()
    {
        RefuseStep step = Assert.IsType<RefuseStep>(
            DeploymentPlan.Next(After(Committed(Second, ("m", "m-2"))), Checked(Second, Wanted("more", Deploy("n", "n-1"))), Options with { MaxInstalled = 1 }));

        Assert.Contains("would have 2 deployed handles; 1 are allowed", step.Reason, StringComparison.Ordinal);
    }

    private static IPlanStep? Next(DeploymentState state, params FleetDeployment[] desired) => DeploymentPlan.Next(state, Checked(desired), Options);

    private static string StopOf(DeploymentState state, FleetDeployment desired) => Assert.IsType<StopStep>(Next(state, desired)).Reason;
}
