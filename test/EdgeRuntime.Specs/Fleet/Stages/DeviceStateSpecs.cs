using EdgeActors.Fleet.Documents;
using EdgeActors.Fleet.Stages;
using static EdgeActors.Specs.Fleet.Stages.StageSamples;

namespace EdgeActors.Specs.Fleet.Stages;

public sealed class DeviceStateSpecs
{
    [Theory]
    [InlineData(nameof(StageState.ReadyToDeploy), "READYTODEPLOY", "READYTODEPLOY")]
    [InlineData(nameof(StageState.InProgress), "INPROGRESS", "READYTODEPLOY")]
    [InlineData(nameof(StageState.Deployed), "INPROGRESS", "READYTODEPLOY")]
    [InlineData(nameof(StageState.Stopping), "STOPPING", "STOPPED")]
    [InlineData(nameof(StageState.Stopped), "STOPPED", "STOPPED")]
    [InlineData(nameof(StageState.Failed), "STOPPED", "STOPPED")]
    public void Device_without_a_result_is_where_its_stage_and_its_heartbeat_say(string stage, string alive, string silent)
    {
        DesiredStage at = Running() with { State = Enum.Parse<StageState>(stage) };

        Assert.Equal(alive, StateNames.Of(DeviceStates.Of(at, new StageDevice("d", DeviceOutcome.None, Later))));
        Assert.Equal(silent, StateNames.Of(DeviceStates.Of(at, new StageDevice("d", DeviceOutcome.None, Begin.AddSeconds(-1)))));
        Assert.Equal(silent, StateNames.Of(DeviceStates.Of(at, new StageDevice("d", DeviceOutcome.None))));
    }

    [Theory]
    [InlineData(nameof(StageState.InProgress))]
    [InlineData(nameof(StageState.Stopped))]
    [InlineData(nameof(StageState.Failed))]
    public void Result_counts_whatever_became_of_the_stage(string stage)
    {
        DesiredStage at = Running() with { State = Enum.Parse<StageState>(stage) };

        Assert.Equal("DEPLOYED", StateNames.Of(DeviceStates.Of(at, new StageDevice("d", DeviceOutcome.Succeeded))));
        Assert.Equal("FAILED", StateNames.Of(DeviceStates.Of(at, new StageDevice("d", DeviceOutcome.Failed))));
    }

    [Fact]
    public void Stage_is_starting_until_the_first_of_its_devices_is_heard()
    {
        Assert.Equal("STARTING", StateNames.Of(Running(), Tally(Running(), 0, 0, open: 3)));
        Assert.Equal("INPROGRESS", StateNames.Of(Running(), Tally(Running(), 0, 0, open: 3, heard: Later)));
        Assert.Equal("INPROGRESS", StateNames.Of(Running(), Tally(Running(), 1, 0, open: 3)));
        Assert.Equal("READYTODEPLOY", StateNames.Of(Ready("a"), Tally(Ready("a"), 0, 0, open: 3)));
    }
}
