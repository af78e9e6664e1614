using EdgeActors.Fleet;
using EdgeActors.Fleet.Documents;
using EdgeActors.Fleet.Operating;
using EdgeActors.Specs.Fleet.Stages;
using static EdgeActors.Specs.Fleet.Stages.StageSamples;

namespace EdgeActors.Specs.Fleet.Operating;

public sealed class PruneRulesSpecs
{
    private static readonly FleetTree Tree = new("plant");
    private static readonly TimeSpan Age = TimeSpan.FromDays(30);
    private static readonly DateTimeOffset Now = Begin.AddDays(31);

    [Theory]
    [InlineData(nameof(StageState.ReadyToDeploy), nameof(StandingOrder.Run), false)]
    [InlineData(nameof(StageState.InProgress), nameof(StandingOrder.Run), false)]
    [InlineData(nameof(StageState.Stopping), nameof(StandingOrder.Run), false)]
    [InlineData(nameof(StageState.Deployed), nameof(StandingOrder.Run), false)]
    [InlineData(nameof(StageState.Failed), nameof(StandingOrder.Run), true)]
    [InlineData(nameof(StageState.Stopped), nameof(StandingOrder.Run), true)]
    [InlineData(nameof(StageState.Deployed), nameof(StandingOrder.RollBack), true)]
    [InlineData(nameof(StageState.Stopped), nameof(StandingOrder.Abort), true)]
    public void Deployment_goes_when_it_has_ended_and_is_not_in_force(string state, string order, bool goes)
    {
        Assert.Equal(goes, Rules(Ended("old", "mnist", Enum.Parse<StageState>(state)) with { Order = Enum.Parse<StandingOrder>(order) }).Finished(Age, Now).Contains("old"));
    }

    [Fact]
    public void Deployment_stays_until_it_is_old_enough()
    {
        PruneRules rules = Rules(Ended("old", "mnist", StageState.Failed));

        Assert.Empty(rules.Finished(Age, Begin.AddDays(29)));
        Assert.Equal(["old"], rules.Finished(Age, Begin.AddDays(30)).AsEnumerable());
    }

    [Fact]
    public void Deployed_one_goes_when_later_ones_decide_on_all_its_handles_everywhere()
    {
        DesiredDeployment old = Ended("old", "mnist", StageState.Deployed, "digits");
        DesiredDeployment mnist = Ended("new", "mnist", StageState.Deployed);
        DesiredDeployment digits = Ended("newer", "digits", StageState.Deployed);
        DesiredDeployment partly = digits with { Stages = [digits.Stages[0] with { Selection = new DeviceSelection.Percentage(50) }] };

        Assert.Equal(["old"], Rules(old, mnist, digits).Finished(Age, Now).AsEnumerable());
        Assert.Empty(Rules(old, mnist).Finished(Age, Now));
        Assert.Empty(Rules(old, mnist, partly).Finished(Age, Now));
        Assert.DoesNotContain("old", Rules(old, mnist, digits with { Order = StandingOrder.RollBack }).Finished(Age, Now));
        Assert.Empty(Rules(mnist, old with { Definitions = [old.Definitions[1]] }).Finished(Age, Now));
    }

    [Fact]
    public void Named_one_goes_whatever_its_age_but_not_while_it_is_at_work()
    {
        PruneRules rules = Rules(Ended("old", "mnist", StageState.Deployed), Ended("busy", "mnist", StageState.InProgress));

        Assert.Equal(["old"], rules.Named(["old", "old"]).AsEnumerable());
        Assert.Contains("stop it first", Assert.Throws<OperatorException>(() => rules.Named(["busy"])).Message, StringComparison.Ordinal);
        Assert.Throws<OperatorException>(() => rules.Named(["other"]));
    }

    [Fact]
    public void Only_what_nothing_names_any_more_goes_with_it()
    {
        DesiredDeployment old = Ended("old", "mnist", StageState.Failed);
        DesiredDeployment kept = Ended("kept", "mnist", StageState.Deployed);
        string[] packages =
        [
            Tree.PackageKey("packages/old.tar.gz")!, Tree.PackageKey("packages/old.tar.gz")! + ".dsse", Tree.PackageKey("packages/kept.tar.gz")!,
            Tree.PackageKey("packages/kept.tar.gz")! + ".dsse", Tree.PackageKey("packages/orphan.tar.gz")!,
        ];
        string[] heartbeats = [Tree.HeartbeatKey("press-1"), Tree.HeartbeatKey("gone"), Tree.Heartbeats + "odd name"];
        string stays = Tree.ResultKey("kept", kept.Digest, true, "press-1");
        string[] results =
        [
            stays, Tree.ResultKey(Stopped("kept", kept.Digest), "press-1"), Tree.ResultKey("kept", new string('0', 64), true, "press-1"),
            Tree.ResultKey("old", old.Digest, false, "press-1"), Tree.ResultKey(Stopped("old", old.Digest), "press-1"),
        ];

        PrunePlan plan = Rules(old, kept).Plan(["old"], packages, heartbeats, results, new HashSet<string> { "press-1" });

        Assert.Equal([packages[0], packages[1], packages[4]], plan.Packages.AsEnumerable());
        Assert.Equal([heartbeats[1]], plan.Heartbeats.AsEnumerable());
        Assert.Equal(results[2..], plan.Results.AsEnumerable());
        Assert.Equal(7, plan.Keys.Length);
    }

    private static DeploymentResult Stopped(string name, string digest) => new(name, false, "", Begin, Begin, []) { Digest = digest, Stopped = true };

    private static PruneRules Rules(params DesiredDeployment[] deployments) =>
        new(Tree, new DesiredDocument { Fleet = "plant", Revision = 1, Written = Begin, Deployments = [.. deployments] });

    private static DesiredDeployment Ended(string name, string handle, StageState state, params string[] others) => StageSamples.Wanted(
        Ready("all") with { State = state, Started = state == StageState.ReadyToDeploy ? null : Begin, SelectedCount = 1 }) with
    {
        Name = name,
        Definitions = [.. others.Prepend(handle).Select(one => new ModelDefinition { Handle = one, Url = $"packages/{name}.tar.gz" })],
    };
}
