using System.Collections.Immutable;
using System.CommandLine;
using EdgeActors.Cli.Fleet.Access;
using EdgeActors.Fleet.Documents;
using EdgeActors.Fleet.Operating;
using EdgeActors.Wording;

namespace EdgeActors.Cli.Fleet;

/// <summary><c>edgeactors fleet status</c>: how far deployments are.</summary>
internal static class FleetStatusCommand
{
    private static readonly Argument<string?> Name = new("NAME")
    {
        Description = "A deployment. Default: all.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private static readonly Option<bool> Devices = new("--devices") { Description = "List the state of every device." };

    /// <summary>The command.</summary>
    public static Command Create()
    {
        VerbCommand status = new(
            "status",
            "Shows how far deployments are, stage by stage, and why devices failed. Changes nothing.",
            "edgeactors fleet status --fleet-url /srv/fleets --fleet plant",
            "edgeactors fleet status mnist-3 --devices --json --fleet-url /srv/fleets --fleet plant");
        status.Arguments.Add(Name);
        status.Options.Add(Devices);
        FleetOptions.AddTo(status);
        status.SetAction(RunAsync);
        return status;
    }

    private static async Task<int> RunAsync(ParseResult command, CancellationToken cancelled)
    {
        using FleetSession fleet = FleetSession.Open(command);
        FleetDocument settings = await fleet.Records.FleetAsync(cancelled);
        DesiredDocument? desired = await fleet.Records.DesiredAsync(cancelled);
        ImmutableArray<DesiredDeployment> wanted = command.GetValue(Name) is { } name
            ? [RollOut.Find(desired ?? DesiredDocument.None(settings.Fleet), name)]
            : desired?.Deployments ?? [];
        List<DeploymentStatus> shown = [];
        foreach (DesiredDeployment deployment in wanted)
        {
            shown.Add(await DeploymentStatus.ReadAsync(fleet, deployment, cancelled));
        }

        bool withDevices = command.GetValue(Devices);
        if (fleet.Output.IsJson)
        {
            fleet.Output.Json(json =>
            {
                json.WriteString("fleet", settings.Fleet);
                json.WriteNumber("revision", desired?.Revision ?? 0);
                json.WriteStartArray("deployments");
                shown.ForEach(one => one.WriteJson(json, withDevices));
                json.WriteEndArray();
            });
            return ExitCode.Ok;
        }

        fleet.Output.Line(desired is null
            ? $"Fleet {settings.Fleet} in {fleet.Store.Description}: nothing was ever deployed."
            : $"Fleet {settings.Fleet} in {fleet.Store.Description}, revision {desired.Revision} of {desired.Written.ToLocalTime():yyyy-MM-dd HH:mm:ss}: "
                + $"{Counted.Of(desired.Deployments.Length, "deployment")}.");
        shown.ForEach(one => one.Show(fleet.Output, withDevices));
        return ExitCode.Ok;
    }
}
