using System.Collections.Immutable;
using EdgeActors.Fleet.Documents;
using EdgeActors.Wording;

namespace EdgeActors.Fleet.Stages;

/// <summary>
/// Moves stages on by what their devices report. Pure, and safe to apply by several operators at once: from the same tree all come to the same
/// state. Devices do not wait for it: they find a stage's error threshold reached by themselves (docs/fleet.md).
/// </summary>
internal static class StageControl
{
    /// <summary>The stage after a look at its devices; the same object when nothing changes.</summary>
    public static DesiredStage Next(DesiredStage stage, StageTally devices, StageOptions options, DateTimeOffset now) => stage.State switch
    {
        StageState.InProgress when stage.MostFailures is { } most && devices.Failed >= most =>
            Ended(stage, StageState.Failed, $"{devices.Failed} of {Counted.Of(devices.Selected, "device")} failed, the error threshold is {most}", now),
        StageState.InProgress when devices.Deployed >= Needed(stage, devices) => Ended(
            stage,
            StageState.Deployed,
            devices.Selected == 0 ? "no registered device is in it" : $"{devices.Deployed} of {Counted.Of(devices.Selected, "device")} succeeded",
            now),
        StageState.InProgress when devices.Open == 0 => Ended(
            stage,
            StageState.Failed,
            $"all devices are done and {devices.Deployed} of {devices.Selected} succeeded, the success threshold is {stage.SuccessThreshold} %",
            now),
        StageState.Stopping when devices.Count(DeviceState.Stopping) == 0 => Ended(stage, StageState.Stopped, stage.Reason, now),
        StageState.Stopping when stage.Ended is { } told && now - told >= options.Settle => Ended(
            stage,
            StageState.Stopped,
            $"{Counted.Of(devices.Count(DeviceState.Stopping), "device")} gave no result within {options.Settle.TotalMinutes:0} min of the stop",
            now),
        _ => stage,
    };

    /// <summary>The deployment after a look at the devices of all its stages.</summary>
    /// <param name="deployment">The deployment.</param>
    /// <param name="devices">By the stage's name.</param>
    /// <param name="options">Limits.</param>
    /// <param name="now">The moment.</param>
    public static DesiredDeployment Next(
        DesiredDeployment deployment, IReadOnlyDictionary<string, StageTally> devices, StageOptions options, DateTimeOffset now)
    {
        ImmutableArray<DesiredStage> stages = [.. deployment.Stages.Select(stage => Next(stage, devices[stage.Name], options, now))];
        return stages.Zip(deployment.Stages).All(pair => ReferenceEquals(pair.First, pair.Second)) ? deployment : deployment with { Stages = stages };
    }

    /// <summary>How many devices have to succeed.</summary>
    public static int Needed(DesiredStage stage, StageTally devices) =>
        (int)((((long)devices.Selected * stage.SuccessThreshold) + 99) / 100);

    private static DesiredStage Ended(DesiredStage stage, StageState state, string reason, DateTimeOffset now) =>
        stage with { State = state, Reason = reason, Ended = now };
}

/// <summary>Limits of stage control.</summary>
internal sealed record StageOptions
{
    /// <summary>Least of <see cref="Settle"/>.</summary>
    public static TimeSpan LeastSettle { get; } = TimeSpan.FromMinutes(1);

    /// <summary>Most of <see cref="Settle"/>.</summary>
    public static TimeSpan MostSettle { get; } = TimeSpan.FromDays(7);

    /// <summary>
    /// How long a stage that was told to stop waits for devices that may be at work, 1 min to 7 days. Default 15 min. It only decides when STOPPING
    /// becomes STOPPED: devices stop by themselves.
    /// </summary>
    public TimeSpan Settle { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>Every fault of these options; empty when all is well.</summary>
    public IEnumerable<string> Faults() =>
        Settle < LeastSettle || Settle > MostSettle ? [$"{nameof(Settle)} is {Settle}, must be {LeastSettle} to {MostSettle}"] : [];
}
