using EdgeActors.Deployment.Journal;
using EdgeActors.Deployment.Ledger;
using EdgeActors.Fleet;
using static EdgeActors.Specs.Deployment.Deployments;

namespace EdgeActors.Specs.Deployment.Ledger;

public sealed class DeploymentStateSpecs
{
    private static readonly FleetDeployment First = Wanted("first", Deploy("m", "m-1"));
    private static readonly FleetDeployment Second = Wanted("second", Deploy("m", "m-2"));

    [Fact]
    public void Nothing_holds_before_it_is_committed()
    {
        DeploymentState state = After(Began(First), new PackagesFetched([new HandlePackage("m", Stored("m-1"))]), new PublishBegan());

        Assert.Empty(state.Models);
        Assert.Equal(RunPhase.Published, state.Active!.Phase);
        Assert.Equal(["/models/m-1"], state.Folders());
    }

    [Fact]
    public void What_is_committed_holds_and_what_was_before_is_kept_for_going_back()
    {
        DeploymentState state = After(Began(First), Committed(First, ("m", "m-1")), Began(Second), Committed(Second, ("m", "m-2")));

        Assert.Null(state.Active);
        Assert.Equal(Stored("m-2"), state.PackageOf("m"));
        Assert.Equal(["/models/m-1", "/models/m-2"], state.Folders().Order());
        Assert.Equal(Stored("m-1"), state.After(TakenBack(Second, "m")).PackageOf("m"));
        Assert.True(state.After(TakenBack(Second, "m")).IsFrom("m", SourceOf(First)));
    }

    [Fact]
    public void Going_back_to_nothing_leaves_the_handle_empty() =>
        Assert.Empty(After(Committed(First, ("m", "m-1")), TakenBack(First, "m")).Models);

    [Fact]
    public void An_undeployed_handle_is_empty_and_can_be_filled_again_by_going_back()
    {
        DeploymentState state = After(Committed(First, ("m", "m-1")), Committed(Second, ("m", null)));

        Assert.Null(state.PackageOf("m"));
        Assert.Equal(Stored("m-1"), state.After(TakenBack(Second, "m")).PackageOf("m"));
    }

    [Fact]
    public void An_emptied_handle_is_forgotten_with_its_deployment() =>
        Assert.Empty(After(Committed(First, ("m", null)), new DesiredSeen(2, ["second"])).Models);

    [Fact]
    public void Each_cut_off_is_counted_and_begins_at_the_trial()
    {
        DeploymentState state = After(
            Began(First), new PackagesFetched([]), new PublishBegan(), new RunInterrupted(), new PublishBegan(), new RunInterrupted());

        Assert.Equal((RunPhase.Trying, 2), (state.Active!.Phase, state.Active.Interruptions));
    }

    [Fact]
    public void In_the_place_of_a_damaged_package_comes_the_one_before_it_and_brings_no_deployment_with_it()
    {
        DeploymentState state = After(Committed(First, ("m", "m-1")), Committed(Second, ("m", "m-2")));

        DeploymentState once = state.After(new ModelDamaged("m"));

        Assert.Equal(Stored("m-1"), once.PackageOf("m"));
        Assert.False(once.IsFrom("m", SourceOf(Second)));
        Assert.Empty(once.After(new ModelDamaged("m")).Models);
    }

    [Fact]
    public void Results_wait_until_they_are_handed_over_and_the_oldest_gives_way()
    {
        FleetDeployment[] many = [.. Enumerable.Range(0, 10).Select(i => Wanted("d" + i, Deploy("m", "p" + i)))];

        DeploymentState state = After([.. many.Select(one => Failed(one))]);

        Assert.Equal(["d2", "d3", "d4", "d5", "d6", "d7", "d8", "d9"], state.Unreported.Select(static one => one.Name));
        Assert.DoesNotContain(state.After(new ReportHandedOver(SourceOf(many[5]))).Unreported, static one => one.Name == "d5");
    }

    [Fact]
    public void Ends_are_remembered_while_the_fleet_names_them_and_a_few_beyond_that()
    {
        DeploymentState state = After([.. Enumerable.Range(0, 100).Select(static i => Failed(Wanted("d" + i, Deploy("m", "p"))))]);

        DeploymentState seen = state.After(new DesiredSeen(7, ["d0", "d1"]));

        Assert.Equal(["d0", "d1", .. Enumerable.Range(68, 32).Select(static i => "d" + i)], seen.Outcomes.Select(static one => one.Source.Name));
        Assert.Equal(7, seen.After(new DesiredSeen(3, [])).Revision);
    }

    [Fact]
    public void The_largest_state_fits_into_its_share_of_the_database()
    {
        string folder = "/var/lib/edgeactors/models/" + new string('h', 63) + "/" + new string('v', 64);
        DeploymentState state = DeploymentState.Empty;
        for (int i = 0; i < 2 * Options.MaxInstalled; i++)
        {
            string handle = $"{i % Options.MaxInstalled:D63}";
            FleetDeployment one = Wanted($"{i:D63}", Deploy(handle, "p"));
            state = state.After(new DeploymentCommitted(
                Result(one, false, [.. Enumerable.Repeat(Model(handle) with { Reason = new string('r', 300), ModelVersion = new string('v', 64) }, Options.MaxModels)]),
                [new HandlePackage(handle, Stored("p") with { Folder = folder })]));
        }

        int bytes = new DeploymentJournalSerializer(null).ToBinary(state).Length;

        Assert.InRange(bytes, 50_000, 160_000);
    }

    private static DeploymentTakenBack TakenBack(FleetDeployment one, params string[] handles) => new(Result(one), [.. handles]);
}
