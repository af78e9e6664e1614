using System.Collections.Immutable;
using EdgeActors.Fleet;
using EdgeActors.Fleet.Documents;
using EdgeActors.Fleet.Stages;

namespace EdgeActors.Specs.Fleet.Stages;

/// <summary>Stages, devices and deployments to vary.</summary>
internal static class StageSamples
{
    public static DateTimeOffset Begin { get; } = new(2026, 11, 28, 12, 0, 0, TimeSpan.Zero);

    public static DateTimeOffset Later { get; } = Begin.AddMinutes(10);

    public static DesiredStage Running(string name = "all", int selected = 10) => new()
    {
        Name = name,
        Selection = new DeviceSelection.Percentage(100),
        State = StageState.InProgress,
        SelectedCount = selected,
        Started = Begin,
    };

    public static DesiredStage Ready(string name, DeviceSelection? selection = null) =>
        new() { Name = name, Selection = selection ?? new DeviceSelection.Percentage(100) };

    public static DesiredDeployment Wanted(params DesiredStage[] stages) => new()
    {
        Name = "mnist-2",
        Definitions = [new ModelDefinition { Handle = "mnist", Url = "packages/mnist-2.tar.gz", ChecksumType = "SHA1", Checksum = new string('a', 40) }],
        Stages = [.. stages],
    };

    /// <summary>Devices <c>d0</c>, <c>d1</c>…: first those that succeeded, then those that failed, then those that said nothing.</summary>
    public static ImmutableArray<StageDevice> Devices(int succeeded, int failed, int open, DateTimeOffset? heard = null) =>
    [
        .. Enumerable.Range(0, succeeded + failed + open).Select(index => new StageDevice(
            $"d{index}",
            index < succeeded ? DeviceOutcome.Succeeded : index < succeeded + failed ? DeviceOutcome.Failed : DeviceOutcome.None,
            heard)),
    ];

    public static StageTally Tally(DesiredStage stage, int succeeded, int failed, int open, DateTimeOffset? heard = null) =>
        StageTally.Of(stage, Devices(succeeded, failed, open, heard));
}
