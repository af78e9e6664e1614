using EdgeActors.Models;
using EdgeActors.Models.Swap;

namespace EdgeActors.Specs.Models.Swap;

public sealed class HealthGateSpecs
{
    private static readonly GateOptions Options = new();
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(10);

    [Fact]
    public void A_model_that_does_well_is_kept_when_the_window_is_over_and_not_before()
    {
        GateView view = View(Reading(runs: 1000, milliseconds: 10), former: Reading(runs: 1000, milliseconds: 10));

        Assert.Equal(new GateVerdict(GateDecision.Wait), HealthGate.Decide(view with { Since = Window - TimeSpan.FromTicks(1) }, Options));
        Assert.Equal(new GateVerdict(GateDecision.Commit), HealthGate.Decide(view with { Since = Window }, Options));
        Assert.Equal(new GateVerdict(GateDecision.Commit), HealthGate.Decide(view with { Since = TimeSpan.Zero, Window = TimeSpan.Zero }, Options));
    }

    [Fact]
    public void A_model_that_nobody_uses_is_kept() =>
        Assert.Equal(GateDecision.Commit, HealthGate.Decide(View(Reading(runs: 0)) with { Since = Window }, Options).Decision);

    [Fact]
    public void A_model_that_is_gone_is_undone()
    {
        GateVerdict verdict = HealthGate.Decide(View(Reading(runs: 0)) with { Now = null }, Options);

        Assert.Equal(new GateVerdict(GateDecision.Undo, "it is no longer loaded: a client has unloaded it, or it was lost"), verdict);
    }

    [Theory]
    [InlineData(4, 4, GateDecision.Wait)] // too few to tell
    [InlineData(5, 5, GateDecision.Undo)]
    [InlineData(5, 0, GateDecision.Wait)]
    [InlineData(100, 5, GateDecision.Wait)] // just what is allowed
    [InlineData(100, 6, GateDecision.Undo)]
    public void Errors_count_from_enough_runs_on(int runs, int errors, GateDecision expected) =>
        Assert.Equal(expected, HealthGate.Decide(View(Reading(runs, errors)), Options).Decision);

    [Fact]
    public void What_the_trial_has_run_does_not_count()
    {
        ModelReading trial = Reading(runs: 4, errors: 4, milliseconds: 1000);
        ModelReading now = Reading(runs: 104, errors: 4, milliseconds: 40);

        Assert.Equal(GateDecision.Wait, HealthGate.Decide(View(now, former: Reading(runs: 9, milliseconds: 1)) with { AtPublication = trial }, Options).Decision);
        GateVerdict verdict = HealthGate.Decide(View(now with { Errors = 14 }) with { AtPublication = trial }, Options);
        Assert.Equal("10 of 100 predictions failed; at most 5 % may", verdict.Reason);
    }

    [Fact]
    public void As_many_errors_are_allowed_as_the_model_before_it_had()
    {
        GateView view = View(Reading(runs: 100, errors: 30), former: Reading(runs: 10, errors: 3));

        Assert.Equal(GateDecision.Wait, HealthGate.Decide(view, Options).Decision);
        Assert.Equal(GateDecision.Undo, HealthGate.Decide(view with { Now = Reading(runs: 100, errors: 31) }, Options).Decision);
        Assert.Equal(GateDecision.Undo, HealthGate.Decide(view with { Former = Reading(runs: 4, errors: 4) }, Options).Decision);
    }

    [Theory]
    [InlineData(10, 30, GateDecision.Wait)] // three times as long
    [InlineData(10, 31, GateDecision.Undo)]
    [InlineData(1, 6, GateDecision.Wait)] // five milliseconds longer
    [InlineData(1, 7, GateDecision.Undo)]
    public void A_model_that_is_far_slower_is_undone(double before, double now, GateDecision expected)
    {
        ModelReading reading = Reading(runs: 50, milliseconds: now);

        Assert.Equal(expected, HealthGate.Decide(View(reading, former: Reading(runs: 5, milliseconds: before)), Options).Decision);
        Assert.Equal(expected, HealthGate.Decide(View(reading) with { FormerTrial = TimeSpan.FromMilliseconds(before) }, Options).Decision);
    }

    [Fact]
    public void Latency_is_told_with_both_times()
    {
        GateVerdict verdict = HealthGate.Decide(View(Reading(runs: 50, milliseconds: 100), former: Reading(runs: 50, milliseconds: 10)), Options);

        Assert.Equal("a run takes 100 ms where the model before it takes 10 ms; at most 30 ms are allowed", verdict.Reason);
    }

    [Fact]
    public void Under_its_clients_counts_for_more_than_in_its_trial()
    {
        GateView view = View(Reading(runs: 50, milliseconds: 100), former: Reading(runs: 50, milliseconds: 90)) with { FormerTrial = TimeSpan.FromMilliseconds(1) };

        Assert.Equal(GateDecision.Wait, HealthGate.Decide(view, Options).Decision);
        Assert.Equal(GateDecision.Undo, HealthGate.Decide(view with { Former = Reading(runs: 4, milliseconds: 90) }, Options).Decision);
    }

    [Fact]
    public void Each_limit_has_its_range()
    {
        Assert.Empty(Options.Faults());
        Assert.Empty(new GateOptions { MaxErrorRate = 0, LeastRuns = 1, MaxSlowdown = 1, SlowdownFloor = TimeSpan.Zero }.Faults());
        Assert.Empty(new GateOptions { MaxErrorRate = 1, LeastRuns = 1_000_000, MaxSlowdown = 1000, SlowdownFloor = TimeSpan.FromMinutes(1) }.Faults());
        Assert.Equal(
            [
                "MaxErrorRate is 1.1; allowed is 0 to 1",
                "LeastRuns is 0; allowed is 1 to 1000000",
                "MaxSlowdown is NaN; allowed is 1 to 1000",
                "SlowdownFloor is -00:00:01; allowed is 00:00:00 to 00:01:00",
            ],
            new GateOptions { MaxErrorRate = 1.1, LeastRuns = 0, MaxSlowdown = double.NaN, SlowdownFloor = TimeSpan.FromSeconds(-1) }.Faults());
    }

    private static GateView View(ModelReading now, ModelReading? former = null) =>
        new(Reading(runs: 0), now, former, FormerTrial: null, Within, Window);

    private static ModelReading Reading(int runs, int errors = 0, double milliseconds = 1) => new(
        1, new ModelInfo("m", "m", [], []), runs, errors, TimeSpan.FromMilliseconds(milliseconds) * runs, TimeSpan.FromMilliseconds(milliseconds), null);
}
