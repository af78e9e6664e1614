using System.Text.Json;
using EdgeActors.Cli;
using EdgeActors.Configuration;
using EdgeActors.Doctor;
using EdgeActors.Doctor.Disks;
using EdgeActors.Doctor.Paths;
using EdgeActors.Doctor.Settings;
using EdgeActors.Doctor.Sockets;

namespace EdgeActors.Specs.Doctor;

public sealed class DoctorReportSpecs
{
    private static readonly Finding Fine = SocketCodes.Ok.Seen("fine");
    private static readonly Finding Note = DiskCodes.Unbounded.Seen("no budget");
    private static readonly Finding Warning = SocketCodes.Stale.Seen("stale \u001b[31m");
    private static readonly Finding Error = DiskCodes.Full.Seen("full");
    private static readonly Finding Fault = SettingsCodes.Fault.Seen("wrong");

    public static TheoryData<string, bool, int> Ends => new()
    {
        { "fine note", false, 0 },
        { "fine note", true, 0 },
        { "fine warning", false, 0 },
        { "fine warning", true, 1 },
        { "warning error", false, 1 },
        { "error fault", false, 2 },
        { "", false, 0 },
    };

    [Theory]
    [MemberData(nameof(Ends))]
    public void Exit_code_is_that_of_the_worst(string findings, bool strict, int expected) =>
        Assert.Equal(expected, DoctorReport.Of(findings.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Named)).ExitWith(strict));

    [Fact]
    public void Programs_get_the_worst_first_and_people_last()
    {
        DoctorReport report = DoctorReport.Of([Fine, Warning, Error, Note]);
        using StringWriter people = new();
        DoctorView.Show(new CommandOutput(people, people, json: false), report, TimeSpan.FromSeconds(1.25));
        using StringWriter programs = new();
        new CommandOutput(programs, programs, json: true).Json(json => DoctorView.WriteJson(json, report, TimeSpan.FromSeconds(1.25)));

        using JsonDocument json = JsonDocument.Parse(programs.ToString());
        Assert.Equal("error", json.RootElement.GetProperty("worst").GetString());
        Assert.Equal(
            ["DISK-FULL", "SOCKET-STALE", "DISK-UNBOUNDED", "SOCKET-OK"],
            json.RootElement.GetProperty("findings").EnumerateArray().Select(finding => finding.GetProperty("code").GetString()));
        string[] lines = people.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.StartsWith("ok       SOCKET-OK", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("error    DISK-FULL                full", lines[^3], StringComparison.Ordinal);
        Assert.Contains("fix: make room", lines[^2], StringComparison.Ordinal);
        Assert.StartsWith("1 error, 1 warning, 1 note, 1 ok, in 1.3 s.", lines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void Terminal_is_safe_from_what_paths_are_named() =>
        Assert.DoesNotContain('\u001b', Shown(DoctorReport.Of([Warning])));

    [Fact]
    public void Configuration_file_that_all_may_change_is_told()
    {
        PathFacts open = new(PathKind.File, 0, 0, (UnixFileMode)0b110_110_110, 1);

        Finding finding = SettingsCheck.Judge(new AskedSettings(null, [], [], "/etc/c.json"), open).Only(SettingsCodes.Open, "0666");

        Assert.Equal("chmod o-w /etc/c.json", finding.Fix);
    }

    [Fact]
    public void Every_fault_and_warning_of_the_configuration_is_a_finding()
    {
        AskedSettings asked = new(null, [new ConfigurationFault("CaptureDataBatchSize", "100", "is too large", "give less")], ["Parameter X is not known"], "c.json");

        IReadOnlyList<Finding> findings = SettingsCheck.Judge(asked, null);

        Assert.Equal(["CONFIG-FAULT", "CONFIG-ODD"], findings.Codes());
        Assert.Equal("CaptureDataBatchSize \"100\" is too large", findings[0].Evidence);
        Assert.Equal("give less", findings[0].Fix);
        SettingsCheck.Judge(asked with { Faults = [], Warnings = [] }, null).Only(SettingsCodes.Ok, "c.json has no fault");
    }

    private static string Shown(DoctorReport report)
    {
        using StringWriter text = new();
        DoctorView.Show(new CommandOutput(text, text, json: false), report, TimeSpan.Zero);
        return text.ToString();
    }

    private static Finding Named(string name) => name switch
    {
        "fine" => Fine,
        "note" => Note,
        "warning" => Warning,
        "error" => Error,
        _ => Fault,
    };
}
