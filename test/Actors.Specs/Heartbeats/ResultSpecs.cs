using EdgeActors.Fleet;
using EdgeActors.Heartbeats;
using EdgeActors.Heartbeats.Journal;

namespace EdgeActors.Specs.Heartbeats;

/// <summary>Results of deployments are kept before they are confirmed, and reach the fleet whatever happens.</summary>
public sealed class ResultSpecs
{
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task A_result_goes_at_once_with_a_heartbeat_of_its_own()
    {
        await using HeartbeatSystem system = new();
        await system.Beat(Moment);
        await HeartbeatSystem.Soon(() => system.Fleet.Taken.Count == 1);
        await system.Settled();

        object reply = await system.Report(system.Result("roll"));
        await HeartbeatSystem.Soon(() => system.Fleet.Taken.Count == 2);

        Assert.Equal(new HeartbeatProtocol.DeploymentReportKept("roll", "roll-digest"), reply);
        Assert.Equal("roll", system.Fleet.Taken.Last().Deployment?.Name);
    }

    [Fact]
    public async Task Each_result_is_told_once_in_the_order_of_the_reports()
    {
        await using HeartbeatSystem system = new();
        system.Fleet.IsAway(true);
        await system.Beat(Moment);
        for (int i = 0; i < 5; i++)
        {
            await system.Report(system.Result("d" + i));
            await system.Report(system.Result("d" + i));
        }

        system.Fleet.IsAway(false);
        await system.AdvanceUntil(() => system.Fleet.Taken.Count(static one => one.Deployment is not null) == 5, Moment);
        for (int i = 0; i < 3; i++)
        {
            await system.Beat(Period);
        }

        Assert.Equal(["d0", "d1", "d2", "d3", "d4"], Names(system));
    }

    [Fact]
    public async Task A_confirmed_result_outlives_a_kill_and_months_offline()
    {
        await using HeartbeatSystem system = new(static options => options with { Kept = 2 });
        system.Fleet.IsAway(true);
        await system.Beat(Moment);
        Assert.IsType<HeartbeatProtocol.DeploymentReportKept>(await system.Report(system.Result("roll", succeeded: false)));
        for (int i = 0; i < 200; i++)
        {
            await system.Beat(Period);
        }

        await system.Restart();
        bool isWritten = false;
        system.Journal.Rejects = written =>
        {
            isWritten |= written is ResultEnded;
            return false;
        };
        system.Fleet.IsAway(false);
        await system.AdvanceUntil(() => isWritten, Moment);
        await system.Settled();
        await system.Restart();
        await system.Beat(Moment);
        await system.Beat(Period);

        Assert.Equal(["roll"], Names(system));
    }

    [Fact]
    public async Task A_result_that_was_not_written_is_not_confirmed()
    {
        await using HeartbeatSystem system = new();
        system.ExpectError("The journal of heartbeats cannot be written");
        await system.Settled();
        system.Journal.Fails = true;
        system.Actor.Tell(new HeartbeatProtocol.ReportDeployment(system.Result("roll")), Akka.Actor.ActorRefs.NoSender);
        await HeartbeatSystem.Soon(() => system.Told.Any(static line => line.Contains("cannot be written", StringComparison.Ordinal)));
        system.Journal.Fails = false;
        await system.AdvanceUntil(() => system.Device.Made >= 2, TimeSpan.FromSeconds(5));

        Assert.Empty(Names(system));
        Assert.IsType<HeartbeatProtocol.DeploymentReportKept>(await system.Report(system.Result("roll")));
        await system.AdvanceUntil(() => Names(system).Length == 1, Moment);
    }

    [Fact]
    public async Task More_results_than_are_kept_are_not_taken_until_there_is_room()
    {
        await using HeartbeatSystem system = new(static options => options with { ResultsKept = 2 });
        system.Fleet.IsAway(true);
        await system.Beat(Moment);
        await system.Report(system.Result("a"));
        await system.Report(system.Result("b"));

        Assert.Equal(new HeartbeatProtocol.DeploymentReportsFull("c", "c-digest"), await system.Report(system.Result("c")));
        system.Fleet.IsAway(false);
        await system.AdvanceUntil(() => Names(system).Length == 2, Moment);
        await system.Settled();
        Assert.IsType<HeartbeatProtocol.DeploymentReportKept>(await system.Report(system.Result("c")));
        await system.AdvanceUntil(() => Names(system).Length == 3, Moment);

        Assert.Equal(["a", "b", "c"], Names(system));
    }

    [Fact]
    public async Task A_result_that_the_fleet_cannot_use_holds_no_heartbeat_up_and_is_given_up()
    {
        await using HeartbeatSystem system = new(static options => options with { MaxRefusals = 3 });
        system.Fleet.Refuses = static one => one.Deployment?.Name == "odd" ? new FleetFault(FleetFaultKind.Unusable, "no such deployment") : null;
        await system.Report(system.Result("odd"));
        await system.Report(system.Result("good"));

        await system.AdvanceUntil(() => Names(system).Length == 1, TimeSpan.FromSeconds(5));

        Assert.Equal(["good"], Names(system));
        Assert.True(system.Fleet.Taken.Count >= 3);
        Assert.Single(system.Told, static line => line.StartsWith("The result of the deployment odd is given up", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_newer_result_that_comes_while_the_older_one_is_on_its_way_is_told_too()
    {
        await using HeartbeatSystem system = new();
        await system.Beat(Moment);
        await HeartbeatSystem.Soon(() => system.Fleet.Taken.Count == 1);
        await system.Settled();
        TaskCompletionSource gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
        system.Fleet.Gate = gate.Task;
        DeploymentResult first = system.Result("roll");
        await system.Report(first);
        await HeartbeatSystem.Soon(() => system.Fleet.Sends == 2);

        object reply = await system.Report(first with { Succeeded = false, Ended = first.Ended + Moment });
        gate.SetResult();
        await system.AdvanceUntil(() => system.Fleet.Taken.Any(static one => one.Deployment is { Succeeded: false }), Moment);

        Assert.IsType<HeartbeatProtocol.DeploymentReportKept>(reply);
        Assert.Equal(["roll", "roll"], Names(system));
    }

    private static string[] Names(HeartbeatSystem system) => [.. system.Fleet.Taken.Select(static one => one.Deployment?.Name).OfType<string>()];
}
