using Akka.Hosting;
using EdgeActors.Deployment;
using EdgeActors.Deployment.Journal;
using EdgeActors.Fleet;
using EdgeActors.Heartbeats;
using EdgeActors.Heartbeats.Figures;
using EdgeActors.Heartbeats.Journal;
using EdgeActors.Hosting;
using EdgeActors.Models;
using EdgeActors.Models.Engine;
using EdgeActors.Models.Swap;
using EdgeActors.Models.Swap.Trial;
using EdgeActors.Packages;
using EdgeActors.Packages.Storing;
using EdgeActors.Specs.Models;
using EdgeActors.Specs.Time;
using EdgeActors.Storage.Files;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeActors.Specs.Simulation;

/// <summary>
/// A device of a simulated fleet: the real model, deployment and heartbeat actors and the real package store, on a <see cref="SimulatedEngine"/>, an
/// in-memory journal and accelerated time. A thousand fit into one process.
/// </summary>
internal sealed class SimulatedDevice : IAsyncDisposable
{
    private const string Settings =
        $"""
        akka {"{"} loglevel = ERROR, stdout-loglevel = OFF, loggers = [] {"}"}
        akka.scheduler.implementation = "{AcceleratedScheduler.TypeName}"
        akka.persistence.journal.plugin = "akka.persistence.journal.inmem"
        akka.persistence.snapshot-store.plugin = "akka.persistence.snapshot-store.inmem"

        """;

    private readonly IHost _host;

    public SimulatedDevice(DeviceIdentity identity, string root, IFleet fleet, IPackageSource packages, DevicePace pace, int seed)
    {
        Identity = identity;
        IFileCalls calls = FileCalls.ForThisSystem();
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services
            .AddSingleton<TimeProvider>(AcceleratedScheduler.Clock)
            .AddSingleton<IInferenceEngine, SimulatedEngine>()
            .AddEdgeActors(new ModelsOptions
            {
                WorkingDirectory = root,
                MemoryBudgetBytes = 16L << 20,
                MaxConcurrencyPerModel = 2,
                EngineThreadIdleTime = TimeSpan.FromSeconds(1),
                DrainTimeout = pace.Patience,
            })
            .AddSingleton(identity)
            .AddSingleton(fleet)
            .AddEdgeHeartbeats(provider => new HeartbeatSetting(
                new HeartbeatOptions { Period = pace.Heartbeats, FirstWithin = pace.Heartbeats, CallTimeout = pace.Patience, Seed = seed },
                fleet,
                new NoFigures(),
                provider.GetRequiredService<IModelReadings>(),
                identity,
                "1.4.0"))
            .AddSingleton<ITrialInputs, NothingRecorded>()
            .AddModelTrial(new TrialOptions { TimeLimit = TimeSpan.FromMinutes(10) }, new GateOptions { SlowdownFloor = pace.SlowdownFloor })
            .AddSingleton<IModelStore>(_ => new PackageStore(
                root, packages, pace.Packages, calls, static _ => long.MaxValue, AcceleratedScheduler.Clock, NullLogger<PackageStore>.Instance))
            .AddEdgeDeployment(new DeploymentOptions { PollInterval = pace.Polls, StartSpread = pace.Polls, CommitWindow = pace.CommitWindow, Seed = seed })
            .AddAkka("device", akka => akka
                .AddHocon(Settings + DeploymentJournalSerializer.Hocon + HeartbeatJournalSerializer.Hocon, HoconAddMode.Prepend)
                .WithEdgeActors());
        _host = builder.Build();
    }

    public DeviceIdentity Identity { get; }

    /// <summary>Predictions of this device.</summary>
    public IPredictor Predictor => _host.Services.GetRequiredService<IPredictor>();

    /// <summary>Models that serve now, with the package's version.</summary>
    public IReadOnlyDictionary<string, string?> Serving => _host.Services.GetRequiredService<IModelReadings>().All()
        .ToDictionary(static reading => reading.Model.Handle, static reading => reading.Model.PackageVersion, StringComparer.Ordinal);

    public Task StartAsync() => _host.StartAsync();

    /// <summary>Asks the fleet at once.</summary>
    public Task<DeploymentProtocol.PollEnded> PollAsync(CancellationToken cancelled) =>
        _host.Services.GetRequiredService<IDeploymentControl>().PollAsync(cancelled);

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }

    private sealed class NoFigures : IDeviceFigures
    {
        public Task<DeviceFigures> ReadAsync(CancellationToken cancelled) => Task.FromResult(DeviceFigures.Unknown);
    }

    private sealed class NothingRecorded : ITrialInputs
    {
        public Task<RecordedInputs> ReadAsync(
            string folder, System.Collections.Immutable.ImmutableArray<EdgeActors.Models.Tensors.TensorSpec> declared, long maxBytes, CancellationToken cancelled) =>
            Task.FromResult(RecordedInputs.None);
    }
}

/// <summary>How often devices of a simulated fleet ask and tell, in the fleet's own time.</summary>
internal sealed record DevicePace
{
    public TimeSpan Polls { get; init; } = TimeSpan.FromMinutes(10);

    public TimeSpan Heartbeats { get; init; } = TimeSpan.FromMinutes(10);

    public TimeSpan CommitWindow { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>A busy machine must not look like a slow model: a quarter of a second of real time.</summary>
    public TimeSpan SlowdownFloor { get; init; } = AcceleratedScheduler.Clock.Factor * TimeSpan.FromMilliseconds(250);

    /// <summary>Servers are no faster here than in life: a minute of real time.</summary>
    public TimeSpan Patience { get; init; } = AcceleratedScheduler.Clock.Factor * TimeSpan.FromMinutes(1);

    public PackageOptions Packages { get; init; } = new() { Stall = PackageOptions.MostStall, SlowestRate = 1 };
}
