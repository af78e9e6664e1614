using System.Globalization;
using System.Text.Json;
using EdgeActors.Fleet.Documents.Json;
using EdgeActors.Fleet.Reports;
using EdgeActors.Wording;
using Spectre.Console;

namespace EdgeActors.Cli.Fleet.Views;

/// <summary>A report of a fleet for people and programs.</summary>
internal static class ReportView
{
    private const int MostDevices = 20;

    /// <summary>For people.</summary>
    public static void Show(CommandOutput output, string fleet, FleetReport report, IReadOnlyList<string> unreadable, bool allDevices)
    {
        output.Line($"Fleet {fleet}: {report.Connected} of {Counted.Of(report.Registered, "registered device")} {(report.Connected == 1 ? "is" : "are")} connected.");
        if (report.AgentVersions.Length > 0)
        {
            output.Line("Agents: " + string.Join(", ", report.AgentVersions.Select(one => $"{one.Agents} of version {Printable.Of(one.Version)}")));
        }

        if (report.Models.Length > 0)
        {
            output.Console.Write(Table(
                ["MODEL", "VERSION", "CONNECTED", "OFFLINE", "ACTIVE", "SAMPLING"],
                report.Models.Select(model => (string[])
                    [model.Name, model.Version, Number(model.Connected), Number(model.Offline), Number(model.Active), Number(model.Sampling)])));
        }

        DeviceSummary[] shown = [.. report.Devices.Where(device => allDevices || !device.IsConnected || device.Crashes > 0)];
        if (shown.Length > 0)
        {
            output.Console.Write(Table(
                ["DEVICE", "STATE", "LAST HEARTBEAT", "AGENT", "CRASHES"],
                shown.Take(allDevices ? int.MaxValue : MostDevices).Select(device => (string[])
                [
                    device.Name,
                    device.IsConnected ? "connected" : "offline",
                    device.HeartbeatAge is { } age ? $"{ShownTime.Of(age)} ago" : "never",
                    device.AgentVersion ?? "",
                    device.Crashes is { } crashes ? Number(crashes) : "",
                ])));
        }

        if (!allDevices && shown.Length > MostDevices)
        {
            output.Line($"and {shown.Length - MostDevices} more; list them all by --devices");
        }

        foreach (DeviceSummary device in report.Devices.Where(device => device.Refused.Length > 0).Take(allDevices ? int.MaxValue : MostDevices))
        {
            output.Line($"{Printable.Of(device.Name)} refuses what the fleet wants: {Printable.Of(device.Refused, int.MaxValue)}");
        }

        foreach (string fault in unreadable.Take(MostDevices))
        {
            output.Line(fault);
        }
    }

    /// <summary>For programs; names as the vendor's GetDeviceFleetReport has them, where it has them.</summary>
    public static void WriteJson(Utf8JsonWriter json, string fleet, FleetReport report, IReadOnlyList<string> unreadable)
    {
        json.WriteString("DeviceFleetName", fleet);
        json.WriteTime("ReportGenerated", report.Generated);
        json.WriteStartObject("DeviceStats");
        json.WriteNumber("ConnectedDeviceCount", report.Connected);
        json.WriteNumber("RegisteredDeviceCount", report.Registered);
        json.WriteEndObject();
        json.WriteList("AgentVersions", report.AgentVersions, static (json, one) =>
        {
            json.WriteString("Version", one.Version);
            json.WriteNumber("AgentCount", one.Agents);
        });
        json.WriteList("ModelStats", report.Models, static (json, one) =>
        {
            json.WriteString("ModelName", one.Name);
            json.WriteString("ModelVersion", one.Version);
            json.WriteNumber("OfflineDeviceCount", one.Offline);
            json.WriteNumber("ConnectedDeviceCount", one.Connected);
            json.WriteNumber("ActiveDeviceCount", one.Active);
            json.WriteNumber("SamplingDeviceCount", one.Sampling);
        });
        json.WriteList("Devices", report.Devices, static (json, one) =>
        {
            json.WriteString("DeviceName", one.Name);
            json.WriteBoolean("Connected", one.IsConnected);
            json.WriteFilled("AgentVersion", one.AgentVersion ?? "");
            if (one.HeartbeatAge is { } age)
            {
                json.WriteNumber("HeartbeatAgeSeconds", (long)age.TotalSeconds);
            }

            if (one.Crashes is { } crashes)
            {
                json.WriteNumber("CrashCount", crashes);
            }

            json.WriteFilled("DesiredRefused", one.Refused);
        });
        json.WriteStartArray("Unreadable");
        foreach (string fault in unreadable)
        {
            json.WriteStringValue(fault);
        }

        json.WriteEndArray();
    }

    private static Table Table(string[] columns, IEnumerable<string[]> rows)
    {
        Table table = ModelView.NewTable(columns);
        foreach (string[] row in rows)
        {
            ModelView.AddRow(table, [.. row.Select(cell => Printable.Of(cell))]);
        }

        return table;
    }

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
