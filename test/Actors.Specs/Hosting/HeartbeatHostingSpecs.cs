using Akka.Hosting;
using EdgeActors.Fleet;
using EdgeActors.Heartbeats;
using EdgeActors.Heartbeats.Journal;
using EdgeActors.Hosting;
using EdgeActors.Models;
using EdgeActors.Models.Engine;
using EdgeActors.Specs.Heartbeats;
using EdgeActors.Specs.Heartbeats.Fakes;
using EdgeActors.Specs.Models.Fakes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace EdgeActors.Specs.Hosting;

public sealed class HeartbeatHostingSpecs
{
    private readonly FakeFleet _fleet = new();
    private readonly FakeDevice _device = new();

    [Fact]
    public async Task A_host_takes_results_to_the_fleet_and_knows_what_it_says_of_the_device()
    {
        using IHost host = Host();
        await host.StartAsync();
        DeploymentResult result = new("roll", true, "", DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, []) { Digest = "d" };

        Assert.True(await host.Services.GetRequiredService<IDeploymentReports>().KeepAsync(result, default));
        Assert.True(await host.Services.GetRequiredService<IHeartbeatTuner>().TuneAsync(TimeSpan.FromSeconds(5), 1, default));
        await HeartbeatSystem.Soon(() => _fleet.Taken.Any(static one => one.Deployment?.Name == "roll"));
        await HeartbeatSystem.Soon(() => host.Services.GetRequiredService<IDeviceRegistration>().IsActive == true);

        await host.StopAsync();
    }

    [Fact]
    public async Task Heartbeats_say_why_what_the_fleet_wants_is_refused_for_as_long_as_it_is()
    {
        using IHost host = Host();
        await host.StartAsync();
        IDeploymentReports reports = host.Services.GetRequiredService<IDeploymentReports>();

        reports.Refuse("it has expired");
        await ReportAsync("refused");
        reports.Refuse("");
        await ReportAsync("taken");

        Assert.Equal("it has expired", _fleet.Taken.Single(static one => one.Deployment?.Name == "refused").DesiredRefused);
        Assert.Equal("", _fleet.Taken.Single(static one => one.Deployment?.Name == "taken").DesiredRefused);
        await host.StopAsync();

        // A result has a heartbeat made at once.
        async Task ReportAsync(string name)
        {
            await HeartbeatSystem.Soon(() => !_fleet.Taken.IsEmpty);
            Assert.True(await reports.KeepAsync(new(name, true, "", DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, []) { Digest = name }, default));
            await HeartbeatSystem.Soon(() => _fleet.Taken.Any(one => one.Deployment?.Name == name));
        }
    }

    [Fact]
    public async Task A_stop_of_the_host_sends_what_waits()
    {
        using IHost host = Host();
        await host.StartAsync();
        TaskCompletionSource gate = new();
        _fleet.Gate = gate.Task;
        await HeartbeatSystem.Soon(() => _fleet.Sends == 1);

        Task stop = host.StopAsync();
        gate.SetResult();
        await stop;

        Assert.NotEmpty(_fleet.Taken);
    }

    private IHost Host() => new HostBuilder()
        .ConfigureLogging(static logging => logging.ClearProviders())
        .ConfigureServices(services => services
            .AddSingleton<IInferenceEngine>(new FakeEngine())
            .AddEdgeActors(new ModelsOptions { WorkingDirectory = "/models", MemoryBudgetBytes = 1 << 20, MaxConcurrencyPerModel = 1 })
            .AddEdgeHeartbeats(_ => new HeartbeatSetting(
                new HeartbeatOptions { FirstWithin = TimeSpan.Zero }, _fleet, _device, _device, new DeviceIdentity("fleet", "device"), "1.0"))
            .AddAkka("edge", static akka => akka
                .AddHocon(HeartbeatJournalSerializer.Hocon, HoconAddMode.Prepend)
                .AddHocon("akka.persistence.snapshot-store.plugin = akka.persistence.snapshot-store.inmem", HoconAddMode.Prepend)
                .WithEdgeActors()))
        .Build();
}
