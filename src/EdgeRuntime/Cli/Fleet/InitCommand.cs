using System.CommandLine;
using EdgeActors.Cli.Fleet.Access;
using EdgeActors.Fleet.Documents;
using EdgeActors.Fleet.Documents.Json;

namespace EdgeActors.Cli.Fleet;

/// <summary><c>edgeactors fleet init</c>: a new fleet.</summary>
internal static class InitCommand
{
    private static readonly Option<string> Description = new("--description")
    {
        HelpName = "TEXT",
        Description = "For people.",
        DefaultValueFactory = _ => "",
    };

    private static readonly Option<int> RegistrationLife = SharedOptions.Bounded(
        new Option<int>("--registration-life")
        {
            HelpName = "SECONDS",
            Description = "How long devices use the answer whether they are registered, before they ask again.",
            DefaultValueFactory = _ => (int)FleetDocument.UsualRegistrationLife.TotalSeconds,
        },
        least: 60,
        most: 2_592_000);

    private static readonly Option<int> OfflineAfter = SharedOptions.Bounded(
        new Option<int>("--offline-after")
        {
            HelpName = "SECONDS",
            Description = "Without a heartbeat for so long a device counts as offline in reports.",
            DefaultValueFactory = _ => (int)FleetDocument.UsualOfflineAfter.TotalSeconds,
        },
        least: 10,
        most: 7_776_000);

    /// <summary>The command.</summary>
    public static Command Create()
    {
        VerbCommand init = new(
            "init",
            "Makes a fleet: writes its settings, and refuses when there are some already.",
            "edgeactors fleet init --fleet-url /srv/fleets --fleet plant",
            "edgeactors fleet init --fleet-url s3://sagemaker-edge/fleets --fleet plant --registration-life 86400 --description presses");
        Option[] options = [Description, RegistrationLife, OfflineAfter];
        Array.ForEach(options, init.Options.Add);
        FleetOptions.AddTo(init);
        init.SetAction(RunAsync);
        return init;
    }

    private static async Task<int> RunAsync(ParseResult command, CancellationToken cancelled)
    {
        using FleetSession fleet = FleetSession.Open(command);
        fleet.EnsureRoot();
        FleetDocument document = new()
        {
            Fleet = fleet.Tree.Fleet,
            Created = fleet.Time.GetUtcNow(),
            CreatedBy = fleet.Operator,
            Description = command.GetRequiredValue(Description),
            RegistrationLife = TimeSpan.FromSeconds(command.GetValue(RegistrationLife)),
            OfflineAfter = TimeSpan.FromSeconds(command.GetValue(OfflineAfter)),
        };
        byte[] text = FleetJson.Write(document);
        _ = FleetJson.Read(text);
        if (await fleet.Store.WriteAsync(fleet.Tree.FleetKey, text, DocumentVersion.None, cancelled) is null)
        {
            throw new CommandFailure(
                CommandFailure.Failed,
                $"there is a fleet \"{fleet.Tree.Fleet}\" in {fleet.Store.Description} already; use it, or name another one by --fleet");
        }

        if (fleet.Output.IsJson)
        {
            fleet.Output.Json(json =>
            {
                json.WriteString("fleet", document.Fleet);
                json.WriteString("url", fleet.Store.Description);
            });
        }
        else
        {
            fleet.Output.Line($"Made fleet {document.Fleet} in {fleet.Store.Description}. Register its devices: edgeactors fleet register DEVICE…");
        }

        return ExitCode.Ok;
    }
}
