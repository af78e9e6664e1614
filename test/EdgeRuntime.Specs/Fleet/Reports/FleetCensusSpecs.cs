using System.Collections.Immutable;
using EdgeActors.Fleet;
using EdgeActors.Fleet.Reports;

namespace EdgeActors.Specs.Fleet.Reports;

public sealed class FleetCensusSpecs
{
    private static readonly DateTimeOffset Now = new(2026, 11, 28, 12, 0, 0, TimeSpan.Zero);
    private static readonly ReportOptions Options = new();

    [Fact]
    public void Device_is_connected_while_its_last_heartbeat_is_young_enough()
    {
        FleetReport report = Report(["a", "b", "c", "d"], ("a", Beat(TimeSpan.Zero)), ("b", Beat(TimeSpan.FromMinutes(5))), ("c", Beat(TimeSpan.FromMinutes(6))));

        Assert.Equal((4, 2), (report.Registered, report.Connected));
        Assert.Equal([true, true, false, false], report.Devices.Select(device => device.IsConnected));
        Assert.Equal([TimeSpan.Zero, TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(6), null], report.Devices.Select(device => device.HeartbeatAge));
    }

    [Fact]
    public void Device_with_a_clock_ahead_is_connected_and_its_heartbeat_is_of_now()
    {
        DeviceSummary device = Report(["a"], ("a", Beat(TimeSpan.FromHours(-3)))).Devices[0];

        Assert.Equal((true, TimeSpan.Zero), (device.IsConnected, device.HeartbeatAge));
    }

    [Fact]
    public void Devices_that_are_not_registered_count_for_nothing()
    {
        FleetReport report = Report(["a"], ("a", Beat(TimeSpan.Zero)), ("stranger", Beat(TimeSpan.Zero, "9.9", Model("mnist", "1.0"))));

        Assert.Equal(1, report.Connected);
        Assert.Empty(report.Models);
        Assert.Equal([new AgentVersionCount("1.4.0", 1)], report.AgentVersions.AsEnumerable());
    }

    [Fact]
    public void Versions_of_agents_are_counted_the_most_frequent_first()
    {
        FleetReport report = Report(
            ["a", "b", "c"], ("a", Beat(TimeSpan.Zero, "1.3.0")), ("b", Beat(TimeSpan.Zero)), ("c", Beat(TimeSpan.FromDays(9))));

        Assert.Equal([new AgentVersionCount("1.4.0", 2), new AgentVersionCount("1.3.0", 1)], report.AgentVersions.AsEnumerable());
    }

    [Fact]
    public void Models_are_counted_by_where_they_are_and_what_they_did_lately()
    {
        FleetReport report = Report(
            ["a", "b", "c", "d"],
            ("a", Beat(TimeSpan.Zero, "1.4.0", Model("mnist", "1.0", inference: TimeSpan.FromMinutes(1), sample: TimeSpan.FromMinutes(2)))),
            ("b", Beat(TimeSpan.Zero, "1.4.0", Model("mnist", "1.0", inference: TimeSpan.FromHours(2)), Model("mnist", "2.0"))),
            ("c", Beat(TimeSpan.FromHours(1), "1.4.0", Model("mnist", "1.0", inference: TimeSpan.FromMinutes(1)))),
            ("d", Beat(TimeSpan.Zero)));

        Assert.Equal(
            [
                new ModelCount("mnist", "1.0", Offline: 1, Connected: 2, Active: 1, Sampling: 1),
                new ModelCount("mnist", "2.0", Offline: 0, Connected: 1, Active: 0, Sampling: 0),
            ],
            report.Models.AsEnumerable());
    }

    [Fact]
    public void Model_under_two_handles_of_a_device_counts_once()
    {
        FleetReport report = Report(
            ["a"], ("a", Beat(TimeSpan.Zero, "1.4.0", Model("mnist", "1.0"), Model("mnist", "1.0", inference: TimeSpan.FromSeconds(1)))));

        Assert.Equal([new ModelCount("mnist", "1.0", 0, 1, 1, 0)], report.Models.AsEnumerable());
    }

    [Fact]
    public void Crashes_are_those_that_the_device_told_last()
    {
        EdgeActors.Fleet.Heartbeat beat = Beat(TimeSpan.Zero) with { AgentMetrics = [new Metric(FleetCensus.CrashMetric, "a", 3, Now)] };

        Assert.Equal([3, null], Report(["a", "b"], ("a", beat), ("b", Beat(TimeSpan.Zero))).Devices.Select(device => device.Crashes));
    }

    [Fact]
    public void Refusals_are_those_that_the_device_told_last()
    {
        EdgeActors.Fleet.Heartbeat beat = Beat(TimeSpan.Zero) with { DesiredRefused = "expired" };

        Assert.Equal(["expired", "", ""], Report(["a", "b", "c"], ("a", beat), ("b", Beat(TimeSpan.Zero))).Devices.Select(device => device.Refused));
    }

    [Fact]
    public void Times_are_bounded()
    {
        Assert.Empty(Options.Faults());
        Assert.Equal((TimeSpan.FromMinutes(5), TimeSpan.FromHours(1)), (Options.ConnectedWithin, Options.ActiveWithin));
        Assert.Equal(2, new ReportOptions { ConnectedWithin = TimeSpan.FromSeconds(9), ActiveWithin = TimeSpan.FromDays(91) }.Faults().Count());
    }

    private static FleetReport Report(string[] devices, params (string Device, EdgeActors.Fleet.Heartbeat Beat)[] heartbeats) =>
        FleetCensus.Of(devices, heartbeats.ToImmutableDictionary(one => one.Device, one => one.Beat), Options, Now);

    private static EdgeActors.Fleet.Heartbeat Beat(TimeSpan age, string version = "1.4.0", params ModelHeartbeat[] models) =>
        new() { Time = Now - age, AgentVersion = version, Models = [.. models] };

    private static ModelHeartbeat Model(string name, string version, TimeSpan? inference = null, TimeSpan? sample = null) =>
        new(name, version, Now - inference, Now - sample, []);
}
