using EdgeActors.Fleet.Documents;
using EdgeActors.Fleet.Stages;
using FsCheck;
using FsCheck.Fluent;
using static EdgeActors.Specs.Fleet.Stages.StageSamples;

namespace EdgeActors.Specs.Fleet.Stages;

public sealed class StageControlSpecs
{
    private static readonly StageOptions Options = new();

    [Theory]
    [InlineData(8, 1, 1, nameof(StageState.InProgress))]
    [InlineData(9, 0, 1, nameof(StageState.Deployed))]
    [InlineData(9, 1, 0, nameof(StageState.Deployed))]
    [InlineData(8, 2, 0, nameof(StageState.Failed))]
    [InlineData(0, 0, 10, nameof(StageState.InProgress))]
    public void Stage_is_deployed_when_enough_of_its_devices_succeeded(int succeeded, int failed, int open, string expected)
    {
        DesiredStage stage = Running() with { SuccessThreshold = 90 };

        DesiredStage next = StageControl.Next(stage, Tally(stage, succeeded, failed, open), Options, Later);

        Assert.Equal(expected, next.State.ToString());
    }

    [Theory]
    [InlineData(2, null, 1, nameof(StageState.InProgress))]
    [InlineData(2, null, 2, nameof(StageState.Failed))]
    [InlineData(null, 20, 1, nameof(StageState.InProgress))]
    [InlineData(null, 20, 2, nameof(StageState.Failed))]
    [InlineData(null, 1, 1, nameof(StageState.Failed))]
    public void Stage_fails_at_its_error_threshold_while_devices_are_still_at_work(int? count, int? percent, int failed, string expected)
    {
        DesiredStage stage = Running() with { ErrorThreshold = new ErrorThreshold(count, percent) };

        DesiredStage next = StageControl.Next(stage, Tally(stage, succeeded: 1, failed, open: 9 - failed), Options, Later);

        Assert.Equal(expected, next.State.ToString());
    }

    [Fact]
    public void Failures_count_before_successes()
    {
        DesiredStage stage = Running() with { SuccessThreshold = 50, ErrorThreshold = new ErrorThreshold(2, null) };

        DesiredStage next = StageControl.Next(stage, Tally(stage, succeeded: 8, failed: 2, open: 0), Options, Later);

        Assert.Equal((StageState.Failed, Later, "2 of 10 devices failed, the error threshold is 2"), (next.State, next.Ended, next.Reason));
    }

    [Fact]
    public void Stage_without_devices_is_deployed_at_once_and_says_why()
    {
        DesiredStage next = StageControl.Next(Running(selected: 0), Tally(Running(), 0, 0, 0), Options, Later);

        Assert.Equal((StageState.Deployed, "no registered device is in it"), (next.State, next.Reason));
    }

    [Fact]
    public void Stopping_waits_for_devices_that_may_be_at_work_and_not_for_ever()
    {
        DesiredStage stage = Running() with { State = StageState.Stopping, Ended = Later };
        StageTally alive = Tally(stage, succeeded: 1, failed: 0, open: 9, heard: Later);
        StageTally silent = Tally(stage, succeeded: 1, failed: 0, open: 9, heard: Begin.AddMinutes(-1));

        Assert.Equal(StageState.Stopping, StageControl.Next(stage, alive, Options, Later.AddMinutes(14)).State);
        Assert.Equal(StageState.Stopped, StageControl.Next(stage, alive, Options, Later.AddMinutes(15)).State);
        Assert.Equal(StageState.Stopped, StageControl.Next(stage, silent, Options, Later).State);
    }

    [Theory]
    [InlineData(nameof(StageState.ReadyToDeploy))]
    [InlineData(nameof(StageState.Deployed))]
    [InlineData(nameof(StageState.Failed))]
    [InlineData(nameof(StageState.Stopped))]
    public void Stage_that_is_not_at_work_stays_the_same_object(string state)
    {
        DesiredStage stage = Running() with { State = Enum.Parse<StageState>(state), ErrorThreshold = new ErrorThreshold(1, null) };

        Assert.Same(stage, StageControl.Next(stage, Tally(stage, succeeded: 0, failed: 10, open: 0), Options, Later));
    }

    [Fact]
    public void Deployment_without_a_change_stays_the_same_object()
    {
        DesiredDeployment deployment = Wanted(Running());

        Assert.Same(deployment, StageControl.Next(deployment, StageTally.OfAll(deployment, Devices(0, 0, 10)), Options, Later));
    }

    [Fact]
    public void Device_counts_in_the_first_stage_that_selects_it_only()
    {
        DesiredDeployment deployment = Wanted(
            Ready("canary", new DeviceSelection.Names(["d1"])), Ready("twos", new DeviceSelection.NameContains("d1")), Ready("all"));

        var tallies = StageTally.OfAll(deployment, Devices(0, 0, 12));

        Assert.Equal((1, 2, 9), (tallies["canary"].Selected, tallies["twos"].Selected, tallies["all"].Selected));
    }

    [Fact]
    public void Control_never_ends_a_stage_on_less_than_its_thresholds_and_moves_only_once() => Prop.ForAll(
        (from success in Gen.Choose(1, 100)
         from errors in Gen.Choose(0, 12)
         from devices in Gen.Choose(0, 12).Three()
         select (success, errors, devices)).ToArbitrary(),
        sample =>
        {
            (int succeeded, int failed, int open) = sample.devices;
            DesiredStage stage = Running(selected: succeeded + failed + open) with
            {
                SuccessThreshold = sample.success,
                ErrorThreshold = sample.errors == 0 ? null : new ErrorThreshold(sample.errors, null),
            };
            StageTally tally = Tally(stage, succeeded, failed, open);

            DesiredStage next = StageControl.Next(stage, tally, Options, Later);

            bool isRight = next.State switch
            {
                StageState.Deployed => succeeded * 100 >= sample.success * tally.Selected && (sample.errors == 0 || failed < sample.errors),
                StageState.Failed => (sample.errors > 0 && failed >= sample.errors) || (open == 0 && succeeded * 100 < sample.success * tally.Selected),
                StageState.InProgress => open > 0 && succeeded * 100 < sample.success * tally.Selected,
                _ => false,
            };
            return isRight && ReferenceEquals(next, StageControl.Next(next, tally, Options, Later)) == (next.State != StageState.InProgress || ReferenceEquals(next, stage));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Settling_time_is_bounded()
    {
        Assert.Empty(Options.Faults());
        Assert.Equal(TimeSpan.FromMinutes(15), Options.Settle);
        Assert.Single(new StageOptions { Settle = TimeSpan.FromSeconds(59) }.Faults());
        Assert.Single(new StageOptions { Settle = TimeSpan.FromDays(8) }.Faults());
    }
}
