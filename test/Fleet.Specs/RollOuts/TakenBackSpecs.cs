using System.Diagnostics.CodeAnalysis;
using EdgeActors.Fleet;
using EdgeActors.Fleet.Documents;
using EdgeActors.Specs.Models;
using EdgeActors.Specs.Simulation;

namespace EdgeActors.Specs.RollOuts;

/// <summary>Versions that clients have seen already are taken back under their eyes.</summary>
[SuppressMessage("Design", "CA1001", Justification = "disposed by DisposeAsync")]
public sealed class TakenBackSpecs : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly string _root = Directory.CreateTempSubdirectory("edge-fleet-").FullName;
    private readonly CancellationTokenSource _patience = new(Patience);
    private SimulatedFleet _fleet = null!;

    private SimulatedDevice Device => _fleet.Devices.Values.First();

    public async Task InitializeAsync()
    {
        DevicePace pace = new() { Polls = TimeSpan.FromMinutes(1), Heartbeats = TimeSpan.FromMinutes(1), CommitWindow = TimeSpan.FromMinutes(10) };
        _fleet = await SimulatedFleet.StartAsync(SimulatedPlaces.Folder(_root), 1, pace, _patience.Token);
        await DeployAsync("first", new SimulatedBehaviour(1, Latency: TwoHundredDevices.Usual));
    }

    public async Task DisposeAsync()
    {
        await _fleet.DisposeAsync();
        _patience.Dispose();
        Directory.Delete(_root, recursive: true);
    }

    [Fact]
    public async Task A_version_that_grows_slow_with_clients_is_undone_within_its_window_and_no_prediction_fails()
    {
        await using Load load = Load.On(Device, clients: 4);

        await DeployAsync("tiring", new SimulatedBehaviour(2, Latency: TwoHundredDevices.Usual, Tires: 40));

        DeploymentResult result = (await _fleet.ResultAsync("tiring", Device.Identity.Device, succeeded: false, _patience.Token))!;
        Assert.True(result.RolledBack);
        Assert.Equal("1", Device.Serving[SimulatedFleet.Handle]);
        Assert.Empty(load.Failures);
        Assert.True(load.Answers > 40);
    }

    [Fact]
    public async Task A_version_that_an_operator_takes_back_gives_way_to_the_one_before_and_no_prediction_fails()
    {
        await using Load load = Load.On(Device, clients: 4);
        await DeployAsync("second", new SimulatedBehaviour(2, Latency: TwoHundredDevices.Usual));
        Assert.Equal("2", Device.Serving[SimulatedFleet.Handle]);

        await _fleet.RollBackAsync("second", _patience.Token);
        using PeriodicTimer looks = new(TimeSpan.FromMilliseconds(50));
        while (Device.Serving[SimulatedFleet.Handle] != "1")
        {
            await looks.WaitForNextTickAsync(_patience.Token);
        }

        long answers = load.Answers;
        while (load.Answers < answers + 20)
        {
            await looks.WaitForNextTickAsync(_patience.Token);
        }

        Assert.Empty(load.Failures);
    }

    private async Task DeployAsync(string name, SimulatedBehaviour model)
    {
        DesiredStage all = new() { Name = "all", Selection = new DeviceSelection.Percentage(100) };
        await _fleet.DeployAsync(
            name, model.Version.ToString(System.Globalization.CultureInfo.InvariantCulture), SimulatedPackages.Good(model), [all], _patience.Token);
        await _fleet.WatchAsync(name, _patience.Token);
    }
}
