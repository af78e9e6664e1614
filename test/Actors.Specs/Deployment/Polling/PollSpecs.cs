using EdgeActors.Deployment;
using EdgeActors.Deployment.Polling;
using EdgeActors.Fleet;
using EdgeActors.Specs.Models;
using static EdgeActors.Specs.Deployment.Deployments;

namespace EdgeActors.Specs.Deployment.Polling;

/// <summary>When the fleet is asked, and what its answers may be.</summary>
public sealed class PollSpecs
{
    private static readonly FleetDeployment One = Wanted("one", Deploy("m", "m-1"));

    [Fact]
    public async Task It_polls_soon_after_the_start_and_then_once_an_interval()
    {
        await using DeploymentSystem system = new DeploymentSystem().Start();
        // Answered when the journal is read: a step is as long as the patience for that.
        await system.Tune(TimeSpan.FromHours(1), generation: 0);

        await system.AdvanceUntil(() => system.Fleet.Polls == 1, TimeSpan.FromSeconds(30));
        await system.Poll();
        system.Advance(TimeSpan.FromMinutes(53));
        Assert.Equal(2, system.Fleet.Polls);
        system.Advance(TimeSpan.FromMinutes(14));
        await ModelsSystem.Eventually(() => system.Fleet.Polls == 3);
    }

    [Fact]
    public async Task Whoever_asks_while_a_poll_is_on_its_way_gets_its_answer()
    {
        await using DeploymentSystem system = new DeploymentSystem().Start();
        TaskCompletionSource gate = new();
        system.Fleet.Gate = gate.Task;
        system.Fleet.Wants(One);

        Task<DeploymentProtocol.PollEnded>[] asked = [system.Poll(), system.Poll(), system.Poll()];
        await ModelsSystem.Eventually(() => system.Fleet.Polls == 1);
        gate.SetResult();

        Assert.All(await Task.WhenAll(asked), static answer => Assert.Equal(new DeploymentProtocol.PollEnded(null, false, 1), answer));
        Assert.Equal((1, 1), (system.Fleet.Polls, system.Fleet.MostAtOnce));
        Assert.Equal(new DeploymentProtocol.PollEnded(null, true, 1), await system.Poll());
    }

    [Fact]
    public async Task Whoever_asks_an_actor_that_ends_meanwhile_hears_so()
    {
        await using DeploymentSystem system = new DeploymentSystem().Start();
        system.Fleet.Gate = new TaskCompletionSource().Task;
        Task<DeploymentProtocol.PollEnded> asked = system.Poll();
        await ModelsSystem.Eventually(() => system.Fleet.Polls == 1);

        await system.Kill();

        Assert.StartsWith("deployments went down while the fleet was asked", (await asked).Fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Months_without_a_fleet_cost_nothing_and_it_comes_back()
    {
        const int Intervals = 10_000;
        await using DeploymentSystem system = new DeploymentSystem().Start();
        await system.Deploy(One);
        // The last of a deployment's six events, that its report was handed over, comes after the report.
        await ModelsSystem.Eventually(() => system.Journal.Groups == 6);
        int writes = system.Journal.Groups;
        int before = system.Fleet.Polls;
        system.Fleet.Away = "no network";

        for (int i = 0; i < Intervals; i++)
        {
            system.Advance(system.Options.PollInterval);
            await system.Poll();
        }

        // One of each interval is the spec's own.
        Assert.InRange(system.Fleet.Polls - before, Intervals, 4 * Intervals);
        Assert.Equal(1, system.Fleet.MostAtOnce);
        Assert.Equal((writes, 0), (system.Journal.Groups, system.Snapshots.Saves));
        Assert.Equal("/models/m-1", system.Swap.Serving["m"]);
        system.Fleet.Away = null;
        Assert.True((await system.Deploy(Wanted("two", Deploy("m", "m-2")))).Succeeded);
    }

    [Fact]
    public void A_fleet_comes_back_from_an_outage_spread_over_the_interval()
    {
        DeploymentOptions options = new();
        const int Devices = 10_000;
        const int Parts = 24;

        int[] byHour = [.. Enumerable.Range(0, Devices)
            .Select(seed => PollClock.Next(options with { Seed = seed }, 40, new Random(seed).NextDouble()))
            .GroupBy(pause => (int)(pause / (options.PollInterval / Parts)))
            .Select(static hour => hour.Count())];

        // An even spread is 417 an hour.
        Assert.Equal(Parts, byHour.Length);
        Assert.All(byHour, static count => Assert.InRange(count, 300, 540));
    }

    [Fact]
    public void Pauses_double_from_the_shortest_to_the_interval_and_a_good_poll_is_a_tenth_around_it()
    {
        DeploymentOptions options = new() { PollInterval = TimeSpan.FromHours(1) };

        Assert.Equal(TimeSpan.FromSeconds(60), PollClock.Next(options, 1, 1));
        Assert.Equal(TimeSpan.FromSeconds(240), PollClock.Next(options, 3, 1));
        Assert.Equal(TimeSpan.FromHours(1), PollClock.Next(options, 1000, 1));
        Assert.Equal((TimeSpan.FromMinutes(54), TimeSpan.FromMinutes(66)), (PollClock.Next(options, 0, 0), PollClock.Next(options, 0, 1)));
        Assert.Equal(TimeSpan.FromSeconds(15), PollClock.First(options, 0.5));
    }

    [Fact]
    public async Task A_document_older_than_one_that_was_seen_is_not_used()
    {
        await using DeploymentSystem system = new DeploymentSystem().Start();
        await system.Deploy(One);
        system.Fleet.Wants(Wanted("old", Deploy("m", "m-0")));
        system.Fleet.Revision = 1;

        DeploymentProtocol.PollEnded ended = await system.Poll();
        await system.RestartProcess();
        DeploymentProtocol.PollEnded again = await system.Poll();

        Assert.Equal("its document has revision 1, but 2 was seen before", ended.Fault);
        Assert.Equal(ended.Fault, again.Fault);
        Assert.Equal(ended.Fault, system.Reports.Refused);
        Assert.Single(system.Reports.All);
        await ModelsSystem.Eventually(() => system.Swap.Serving.ContainsKey("m"));
        Assert.Equal("/models/m-1", system.Swap.Serving["m"]);
    }

    [Theory]
    [InlineData(FleetFaultKind.Unusable)]
    [InlineData(FleetFaultKind.Denied)]
    public async Task Why_an_answer_is_refused_goes_with_the_heartbeats_until_there_is_a_good_one(FleetFaultKind kind)
    {
        await using DeploymentSystem system = new DeploymentSystem().Start();
        (system.Fleet.AwayKind, system.Fleet.Away) = (kind, "badly\nsigned " + new string('x', 1000));

        string? refused = (await system.Poll()).Fault;
        Assert.Equal(refused, system.Reports.Refused);
        Assert.StartsWith("badly\\u000Asigned xxx", refused, StringComparison.Ordinal);
        Assert.InRange(refused!.Length, 300, 310);

        // The answer that was refused may be there still.
        (system.Fleet.AwayKind, system.Fleet.Away) = (FleetFaultKind.Unreachable, "no network");
        Assert.Equal("no network", (await system.Poll()).Fault);
        Assert.Equal(refused, system.Reports.Refused);

        await system.RestartProcess();
        system.Fleet.Away = null;
        await system.Poll();
        Assert.Equal("", system.Reports.Refused);
    }

    [Fact]
    public async Task A_fleet_that_is_away_is_nothing_that_heartbeats_tell_of()
    {
        await using DeploymentSystem system = new DeploymentSystem().Start();
        system.Fleet.Away = "no network";

        await system.Poll();

        Assert.Equal("", system.Reports.Refused);
    }

    [Fact]
    public async Task Each_reason_to_refuse_an_answer_is_told_once()
    {
        await using DeploymentSystem system = new DeploymentSystem().Start();
        foreach ((FleetFaultKind kind, string reason) in ((FleetFaultKind, string)[])
            [
                (FleetFaultKind.Unreachable, "no network"), (FleetFaultKind.Unreachable, "no name"), (FleetFaultKind.Unusable, "expired"),
                (FleetFaultKind.Unreachable, "no network"), (FleetFaultKind.Unusable, "expired"), (FleetFaultKind.Unusable, "unsigned"),
            ])
        {
            (system.Fleet.AwayKind, system.Fleet.Away) = (kind, reason);
            await system.Poll();
        }

        await ModelsSystem.Eventually(() => system.Warnings.Any(static line => line.Contains("unsigned", StringComparison.Ordinal)));
        Assert.Equal(["no network", "expired", "unsigned"], system.Warnings.Select(Reason));
        Assert.Equal("unsigned", system.Reports.Refused);

        static string Reason(string line) => line[(line.IndexOf('(', StringComparison.Ordinal) + 1)..line.IndexOf(')', StringComparison.Ordinal)];
    }

    [Fact]
    public async Task A_document_with_too_many_deployments_is_not_used()
    {
        await using DeploymentSystem system = new DeploymentSystem(static options => options with { MaxDeployments = 1 }).Start();
        system.Fleet.Wants(One, Wanted("two", Deploy("n", "n-1")));

        Assert.Equal("it wants 2 deployments of this device; 1 are allowed", (await system.Poll()).Fault);
        Assert.Equal("it wants 2 deployments of this device; 1 are allowed", system.Reports.Refused);
    }

    [Fact]
    public async Task Another_interval_holds_at_once_and_an_older_order_does_not()
    {
        await using DeploymentSystem system = new DeploymentSystem(static options => options with { PollInterval = TimeSpan.FromDays(30) }).Start();
        await system.Poll();

        await system.Tune(TimeSpan.FromMinutes(10), generation: 2);
        await system.Tune(TimeSpan.FromDays(300), generation: 1);
        system.Advance(TimeSpan.FromMinutes(12));

        await ModelsSystem.Eventually(() => system.Fleet.Polls == 2);
    }

    [Fact]
    public async Task An_interval_longer_than_any_timer_is_kept()
    {
        await using DeploymentSystem system = new DeploymentSystem(static options => options with { PollInterval = TimeSpan.FromDays(365) }).Start();
        await system.Poll();

        system.Advance(TimeSpan.FromDays(320));
        Assert.Equal(1, system.Fleet.Polls);
        await system.AdvanceUntil(() => system.Fleet.Polls == 2, TimeSpan.FromDays(21));
    }

    [Fact]
    public async Task A_result_is_offered_until_it_is_taken()
    {
        await using DeploymentSystem system = new DeploymentSystem().Start();
        system.Reports.IsFull = true;
        system.Fleet.Wants(One);
        await system.Poll();
        await system.AdvanceUntil(() => system.Reports.Offers > 3);
        await system.RestartProcess();
        await system.AdvanceUntil(() => system.Reports.Offers > 5);

        system.Reports.IsFull = false;
        await system.AdvanceUntil(() => system.Reports.All.Count == 1);
        int offers = system.Reports.Offers;
        await system.RestartProcess();
        await system.Poll();
        Assert.Equal(offers, system.Reports.Offers);
    }
}
