using System.Text.Json;

namespace EdgeActors.Fleet.Documents.Json;

/// <summary>A stage of a deployment as text.</summary>
internal static class StageJson
{
    private const string Percentage = "PERCENTAGE";
    private const string Selection = "SELECTION";
    private const string NameContains = "NAMECONTAINS";
    private const int MostFailures = 1_000_000;

    public static DesiredStage Read(DocumentField field)
    {
        DesiredStage stage = new()
        {
            Name = field.Required("name").Name(FleetFormat.LongestName),
            Selection = ReadSelection(field.Required("selection")),
            State = field.Required("state").Choice(DocumentWords.States),
            SuccessThreshold = (int?)field.Optional("successThreshold")?.Whole(1, 100) ?? 100,
            ErrorThreshold = field.Optional("errorThreshold") is { } threshold ? ReadThreshold(threshold) : null,
            SelectedCount = (int?)field.Optional("selectedCount")?.Whole(0, int.MaxValue),
            Started = field.Optional("started")?.Time(),
            Ended = field.Optional("ended")?.Time(),
            Reason = field.Optional("reason")?.Text(0, FleetFormat.LongestText) ?? "",
        };
        return stage is { ErrorThreshold.Percent: not null, SelectedCount: null, State: not StageState.ReadyToDeploy }
            ? throw new DocumentFormatException(
                $"{field.Path}.selectedCount", "is missing, while errorThreshold is a percentage", "write how many devices the stage selected when it was started")
            : stage;
    }

    public static void Write(Utf8JsonWriter json, DesiredStage stage)
    {
        json.WriteString("name", stage.Name);
        json.WriteStartObject("selection");
        WriteSelection(json, stage.Selection);
        json.WriteEndObject();
        json.WriteString("state", DocumentWords.States.Of(stage.State));
        json.WriteNumber("successThreshold", stage.SuccessThreshold);
        if (stage.ErrorThreshold is { } threshold)
        {
            json.WriteStartObject("errorThreshold");
            json.WriteNumber(threshold.Count is null ? "percent" : "count", threshold.Count ?? threshold.Percent.GetValueOrDefault());
            json.WriteEndObject();
        }

        if (stage.SelectedCount is { } selected)
        {
            json.WriteNumber("selectedCount", selected);
        }

        json.WriteTime("started", stage.Started);
        json.WriteTime("ended", stage.Ended);
        json.WriteFilled("reason", stage.Reason);
    }

    private static DeviceSelection ReadSelection(DocumentField field)
    {
        DocumentField type = field.Required("type");
        return type.Text(0, FleetFormat.LongestText) switch
        {
            Percentage => new DeviceSelection.Percentage((int)field.Required("percentage").Whole(1, 100)),
            Selection => new DeviceSelection.Names(
                [.. field.Required("deviceNames").Items(FleetFormat.MostDevices, 1).Select(name => name.Name(FleetFormat.LongestDevice))]),
            NameContains => new DeviceSelection.NameContains(field.Required("deviceNameContains").Name(FleetFormat.LongestName)),
            _ => throw type.Wrong("is no way to select devices", $"write {Percentage}, {Selection} or {NameContains}"),
        };
    }

    private static void WriteSelection(Utf8JsonWriter json, DeviceSelection selection)
    {
        switch (selection)
        {
            case DeviceSelection.Percentage share:
                json.WriteString("type", Percentage);
                json.WriteNumber("percentage", share.Percent);
                break;
            case DeviceSelection.Names names:
                json.WriteString("type", Selection);
                json.WriteStartArray("deviceNames");
                foreach (string name in names.Devices)
                {
                    json.WriteStringValue(name);
                }

                json.WriteEndArray();
                break;
            case DeviceSelection.NameContains part:
                json.WriteString("type", NameContains);
                json.WriteString("deviceNameContains", part.Part);
                break;
            default:
                throw new ArgumentException($"No way to select devices: {selection}.", nameof(selection));
        }
    }

    private static ErrorThreshold ReadThreshold(DocumentField field)
    {
        int? count = (int?)field.Optional("count")?.Whole(1, MostFailures);
        int? percent = (int?)field.Optional("percent")?.Whole(1, 100);
        return count is null == percent is null
            ? throw field.Wrong("has both or neither of count and percent", "write one of them")
            : new ErrorThreshold(count, percent);
    }
}
