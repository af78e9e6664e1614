using System.Collections.Immutable;
using System.CommandLine;
using EdgeActors.Cli.Fleet.Access;
using EdgeActors.Cli.Fleet.Views;
using EdgeActors.Fleet.Documents;
using EdgeActors.Fleet.Operating;
using EdgeActors.Fleet.Reports;

namespace EdgeActors.Cli.Fleet;

/// <summary><c>edgeactors fleet report</c>: how the fleet is.</summary>
internal static class ReportCommand
{
    private static readonly Option<int> ActiveWithin = SharedOptions.Bounded(
        new Option<int>("--active-within")
        {
            HelpName = "SECONDS",
            Description = "A model is active or sampling when it ran or was captured within this time.",
            DefaultValueFactory = _ => (int)new ReportOptions().ActiveWithin.TotalSeconds,
        },
        least: (int)ReportOptions.Least.TotalSeconds,
        most: (int)ReportOptions.Most.TotalSeconds);

    private static readonly Option<bool> Devices = new("--devices") { Description = "List every device, not only those that are offline or crashed." };

    /// <summary>The command.</summary>
    public static Command Create()
    {
        VerbCommand report = new(
            "report",
            "Shows how many devices are connected, which agents and models they run, and which are silent or crash. Reads every heartbeat of the fleet.",
            "edgeactors fleet report --fleet-url /srv/fleets --fleet plant",
            "edgeactors fleet report --json --active-within 86400 --fleet-url s3://sagemaker-edge/fleets --fleet plant");
        report.Options.Add(ActiveWithin);
        report.Options.Add(Devices);
        FleetOptions.AddTo(report);
        report.SetAction(RunAsync);
        return report;
    }

    private static async Task<int> RunAsync(ParseResult command, CancellationToken cancelled)
    {
        using FleetSession fleet = FleetSession.Open(command);
        FleetDocument settings = await fleet.Records.FleetAsync(cancelled);
        HashSet<string> devices = await fleet.ActiveDevicesAsync(cancelled);
        Gathered<HeartbeatDocument> heartbeats = await fleet.Records.HeartbeatsAsync(cancelled);
        ReportOptions options = new()
        {
            ConnectedWithin = settings.OfflineAfter,
            ActiveWithin = TimeSpan.FromSeconds(command.GetValue(ActiveWithin)),
        };
        FleetReport report = FleetCensus.Of(
            devices,
            heartbeats.Documents.ToImmutableDictionary(one => one.Key, one => one.Value.Heartbeat, StringComparer.Ordinal),
            options,
            fleet.Time.GetUtcNow());
        if (fleet.Output.IsJson)
        {
            fleet.Output.Json(json => ReportView.WriteJson(json, settings.Fleet, report, heartbeats.Unreadable));
        }
        else
        {
            ReportView.Show(fleet.Output, settings.Fleet, report, heartbeats.Unreadable, command.GetValue(Devices));
        }

        return ExitCode.Ok;
    }
}
