using System.Globalization;
using System.Text.Json;
using EdgeActors.Cli.Fleet.Arguments;
using EdgeActors.Fleet.Documents;
using EdgeActors.Fleet.Stages;
using EdgeActors.Wording;
using Spectre.Console;

namespace EdgeActors.Cli.Fleet.Views;

/// <summary>Stages and their devices for people and programs.</summary>
internal static class StageView
{
    /// <summary>A table of the stages of a deployment.</summary>
    /// <param name="deployment">The deployment.</param>
    /// <param name="devices">By the stage's name.</param>
    public static Table Table(DesiredDeployment deployment, IReadOnlyDictionary<string, StageTally> devices)
    {
        Table table = ModelView.NewTable("STAGE", "WHO", "STATE", "DEVICES", "DEPLOYED", "FAILED", "AT WORK", "WAITING", "STOPPED", "THRESHOLDS");
        foreach (DesiredStage stage in deployment.Stages)
        {
            StageTally tally = devices[stage.Name];
            ModelView.AddRow(
                table,
                Printable.Of(stage.Name),
                Printable.Of(StageArgument.Show(stage.Selection)),
                StateNames.Of(stage, tally),
                Number(tally.Selected),
                Number(tally.Deployed),
                Number(tally.Failed),
                Number(tally.Count(DeviceState.InProgress) + tally.Count(DeviceState.Stopping)),
                Number(tally.Count(DeviceState.ReadyToDeploy)),
                Number(tally.Count(DeviceState.Stopped)),
                Thresholds(stage));
        }

        return table;
    }

    /// <summary>The same for programs: the array <c>stages</c>.</summary>
    public static void WriteJson(Utf8JsonWriter json, DesiredDeployment deployment, IReadOnlyDictionary<string, StageTally>? devices = null)
    {
        json.WriteStartArray("stages");
        foreach (DesiredStage stage in deployment.Stages)
        {
            json.WriteStartObject();
            json.WriteString("name", stage.Name);
            json.WriteString("selection", StageArgument.Show(stage.Selection));
            json.WriteString("state", devices is null ? StateNames.Of(stage.State) : StateNames.Of(stage, devices[stage.Name]));
            json.WriteString("reason", stage.Reason);
            if (devices is not null)
            {
                Write(json, devices[stage.Name]);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, StageTally tally)
    {
        json.WriteNumber("selected", tally.Selected);
        json.WriteStartObject("devices");
        foreach (DeviceState state in Enum.GetValues<DeviceState>())
        {
            json.WriteNumber(StateNames.Of(state), tally.Count(state));
        }

        json.WriteEndObject();
    }

    private static string Thresholds(DesiredStage stage)
    {
        string errors = stage.ErrorThreshold switch
        {
            { Count: { } count } => $", stops at {count} failed",
            { Percent: { } percent } => $", stops at {percent}% failed",
            _ => "",
        };
        return $"{stage.SuccessThreshold}%{errors}";
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
