using System.Collections.Immutable;
using System.Formats.Tar;
using EdgeActors.Fleet;
using EdgeActors.Fleet.Documents;
using EdgeActors.Fleet.Stages;
using EdgeActors.Packages.Signatures;
using EdgeActors.Specs.Models;
using EdgeActors.Specs.Simulation;

namespace EdgeActors.Specs.RollOuts;

/// <summary>Two hundred devices with real deployment and heartbeat actors on one folder.</summary>
public sealed class RollOutSpecs(TwoHundredDevices fleet) : IClassFixture<TwoHundredDevices>
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);
    private static readonly SimulatedBehaviour Bad = new(66, Latency: TwoHundredDevices.Usual);

    [Fact]
    public async Task A_good_model_reaches_all_devices_stage_by_stage_and_no_prediction_fails()
    {
        using CancellationTokenSource patience = new(Patience);
        byte[] package = SimulatedPackages.Good(new SimulatedBehaviour(2, Latency: TwoHundredDevices.Usual));
        await using Load load = Load.On(fleet.Devices.First().Value, clients: 4);

        await fleet.Simulation.DeployAsync("good", "2", package, Stages(10, 100), patience.Token, signer: fleet.Key);
        DesiredDeployment ended = await fleet.Simulation.WatchAsync("good", patience.Token);

        Assert.All(ended.Stages, static stage => Assert.Equal(StageState.Deployed, stage.State));
        Assert.Equal(200, (await fleet.Simulation.OutcomesAsync("good", patience.Token)).Count(static pair => pair.Value == DeviceOutcome.Succeeded));
        Assert.Equal(200, fleet.Simulation.Versions()["2"]);
        Assert.Empty(load.Failures);
        Assert.True(load.Answers > 0);
    }

    public static TheoryData<string> BadOnes { get; } =
        ["fails to load", "errs", "is ten times slower", "has a wrong sum", "has a wrong signature", "is truncated", "is a bomb", "leaves its folder", "has a link"];

    [Theory]
    [MemberData(nameof(BadOnes))]
    public async Task A_bad_model_stops_at_the_threshold_and_every_device_keeps_the_last_good_one(string fault)
    {
        using CancellationTokenSource patience = new(Patience);
        string name = "bad-" + fault.Replace(' ', '-');
        IReadOnlyDictionary<string, int> before = fleet.Simulation.Versions();
        byte[] package = Package(fault);
        ModelDefinition definition = SimulatedPackages.Definition(SimulatedFleet.Handle, name, package);
        using SigningKey stranger = SigningKey.Create();
        await using Load load = Load.On(fleet.Devices.First().Value, clients: 4);

        await fleet.Simulation.DeployAsync(
            name,
            name,
            package,
            Stages(100),
            patience.Token,
            fault == "has a wrong sum" ? definition with { Sha256 = new string('0', 64) } : definition,
            fault == "has a wrong signature" ? stranger : fleet.Key);
        DesiredDeployment ended = await fleet.Simulation.WatchAsync(name, patience.Token);

        ImmutableDictionary<string, DeviceOutcome> outcomes = await fleet.Simulation.OutcomesAsync(name, patience.Token);
        Assert.Equal(StageState.Failed, ended.Stages[0].State);
        Assert.DoesNotContain(outcomes, static pair => pair.Value == DeviceOutcome.Succeeded);
        Assert.InRange(outcomes.Count, 3, 199);
        Assert.Equal(before, fleet.Simulation.Versions());
        Assert.All(await fleet.Simulation.ReasonsAsync(name, patience.Token), static reason => Assert.NotEmpty(reason));
        Assert.Empty(load.Failures);
        Assert.Empty(fleet.FilesOutside());
    }

    private static byte[] Package(string fault) => fault switch
    {
        "fails to load" => SimulatedPackages.Good(Bad with { Loads = false }),
        "errs" => SimulatedPackages.Good(Bad with { Runs = false }),
        "is ten times slower" => SimulatedPackages.Good(Bad with { Latency = TwoHundredDevices.Usual * 10 }),
        "has a wrong sum" or "has a wrong signature" => SimulatedPackages.Good(Bad),
        "is truncated" => SimulatedPackages.Truncated(Bad),
        "is a bomb" => SimulatedPackages.Bomb(),
        "leaves its folder" => SimulatedPackages.With(TarEntryType.RegularFile, "../../escaped"),
        _ => SimulatedPackages.With(TarEntryType.SymbolicLink, "model.sim", "/etc/hostname"),
    };

    private static ImmutableArray<DesiredStage> Stages(params int[] percents) =>
    [
        .. percents.Select(static percent => new DesiredStage
        {
            Name = $"stage-{percent}",
            Selection = new DeviceSelection.Percentage(percent),
            ErrorThreshold = new ErrorThreshold(3, null),
        }),
    ];
}
