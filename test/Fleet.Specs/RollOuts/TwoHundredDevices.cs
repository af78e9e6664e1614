using EdgeActors.Fleet.Documents;
using EdgeActors.Packages;
using EdgeActors.Packages.Signatures;
using EdgeActors.Specs.Models;
using EdgeActors.Specs.Simulation;

namespace EdgeActors.Specs.RollOuts;

/// <summary>Devices that all serve version 1, as the specs find them.</summary>
public sealed class TwoHundredDevices : IAsyncLifetime
{
    internal static readonly TimeSpan Usual = TimeSpan.FromMilliseconds(40);

    private readonly string _root = Directory.CreateTempSubdirectory("edge-fleet-").FullName;

    /// <summary>Whose signatures the devices demand.</summary>
    internal SigningKey Key { get; } = SigningKey.Create();

    internal SimulatedFleet Simulation { get; private set; } = null!;

    internal IReadOnlyDictionary<string, SimulatedDevice> Devices => Simulation.Devices;

    public async Task InitializeAsync()
    {
        using CancellationTokenSource patience = new(TimeSpan.FromMinutes(4));
        string keys = Directory.CreateDirectory(Path.Combine(_root, "keys"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute).FullName;
        await File.WriteAllTextAsync(Path.Combine(keys, "release.pem"), Key.PublicPem, patience.Token);
        DevicePace pace = new()
        {
            Polls = TimeSpan.FromMinutes(5),
            Packages = new PackageOptions { Stall = PackageOptions.MostStall, SlowestRate = 1, Signatures = SignaturePolicy.Enforce, KeysFolder = keys },
        };
        Simulation = await SimulatedFleet.StartAsync(SimulatedPlaces.Folder(_root), 200, pace, patience.Token);
        byte[] package = SimulatedPackages.Good(new SimulatedBehaviour(1, Latency: Usual));
        await Simulation.DeployAsync(
            "first", "1", package, [new DesiredStage { Name = "all", Selection = new DeviceSelection.Percentage(100) }], patience.Token, signer: Key);
        DesiredDeployment ended = await Simulation.WatchAsync("first", patience.Token);
        Assert.Equal(StageState.Deployed, ended.Stages[0].State);
    }

    /// <summary>Files of devices that are in no place where a device keeps something.</summary>
    internal IEnumerable<string> FilesOutside() => Directory.EnumerateFiles(_root, "*escaped*", SearchOption.AllDirectories);

    public async Task DisposeAsync()
    {
        await Simulation.DisposeAsync();
        Key.Dispose();
        Directory.Delete(_root, recursive: true);
    }
}
