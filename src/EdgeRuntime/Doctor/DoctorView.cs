using System.Globalization;
using System.Text.Json;
using EdgeActors.Cli;
using EdgeActors.Wording;

namespace EdgeActors.Doctor;

/// <summary>Shows a report.</summary>
internal static class DoctorView
{
    private const int LongestText = 2000;
    private const int CodeWidth = 24;

    /// <summary>For people: the worst last, where a terminal shows it, and the sum under it.</summary>
    public static void Show(CommandOutput output, DoctorReport report, TimeSpan took)
    {
        foreach (Finding finding in report.Findings.Reverse())
        {
            output.Line($"{Word(finding.Code.Severity),-8} {finding.Code.Name.PadRight(CodeWidth)} {Printable.Of(finding.Evidence, LongestText)}");
            if (finding.Fix.Length > 0)
            {
                output.Line($"{"",-8} {"",-CodeWidth} fix: {Printable.Of(finding.Fix, LongestText)}");
            }
        }

        output.Line();
        output.Line(Sum(report, took));
    }

    /// <summary>For programs: the worst first.</summary>
    public static void WriteJson(Utf8JsonWriter json, DoctorReport report, TimeSpan took)
    {
        json.WriteString("worst", Word(report.Findings.Count == 0 ? Severity.Ok : report.Findings[0].Code.Severity));
        json.WriteNumber("errors", report.Count(Severity.Error));
        json.WriteNumber("warnings", report.Count(Severity.Warning));
        json.WriteNumber("seconds", Math.Round(took.TotalSeconds, 3));
        json.WriteString("version", VersionAction.Version);
        json.WriteStartArray("findings");
        foreach (Finding finding in report.Findings)
        {
            json.WriteStartObject();
            json.WriteString("code", finding.Code.Name);
            json.WriteString("severity", Word(finding.Code.Severity));
            json.WriteString("area", AreaNames.Of(finding.Code.Area));
            json.WriteString("evidence", finding.Evidence);
            json.WriteString("fix", finding.Fix);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>For example <c>warning</c>.</summary>
    public static string Word(Severity severity) => severity switch
    {
        Severity.Error => "error",
        Severity.Warning => "warning",
        Severity.Note => "note",
        _ => "ok",
    };

    private static string Sum(DoctorReport report, TimeSpan took) => string.Create(
        CultureInfo.InvariantCulture,
        $"{Number(report, Severity.Error)}, {Number(report, Severity.Warning)}, {Number(report, Severity.Note)}, {report.Count(Severity.Ok)} ok, in {took.TotalSeconds:0.0} s. What the codes mean: docs/doctor.md");

    private static string Number(DoctorReport report, Severity severity) => Counted.Of(report.Count(severity), Word(severity));
}
