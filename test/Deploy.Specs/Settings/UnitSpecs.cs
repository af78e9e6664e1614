using System.Globalization;
using System.Text.RegularExpressions;
using EdgeActors.Cli;
using EdgeActors.Configuration;
using EdgeActors.Specs.Agents;

namespace EdgeActors.Specs.Settings;

/// <summary>The systemd unit.</summary>
public sealed partial class UnitSpecs
{
    private const double MostExposure = 1.6;

    // What `systemd-analyze security` asks for; each is set, or the unit says in a comment why not.
    private static readonly string[] Hardening =
    [
        "NoNewPrivileges", "CapabilityBoundingSet", "AmbientCapabilities", "ProtectSystem", "ProtectHome", "PrivateTmp", "PrivateDevices", "PrivateUsers",
        "PrivateIPC", "PrivateNetwork", "DevicePolicy", "ProtectKernelTunables", "ProtectKernelModules", "ProtectKernelLogs", "ProtectControlGroups",
        "ProtectClock", "ProtectHostname", "ProtectProc", "ProcSubset", "RestrictAddressFamilies", "RestrictNamespaces", "RestrictRealtime",
        "RestrictSUIDSGID", "LockPersonality", "MemoryDenyWriteExecute", "RemoveIPC", "KeyringMode", "SystemCallArchitectures", "SystemCallFilter",
        "IPAddressDeny", "UMask",
    ];

    private static string Unit { get; } = Path.Combine(Workplace.Root, "deploy", "systemd", "edgeactors.service");

    [Fact]
    public void Every_hardening_setting_is_set_or_its_absence_explained()
    {
        string[] lines = File.ReadAllLines(Unit);

        Assert.All(Hardening, setting => Assert.True(
            lines.Any(l => l.StartsWith(setting + "=", StringComparison.Ordinal)) || lines.Any(l => Regex.IsMatch(l, $@"\A#   {setting}(=\w+)? +\S")),
            $"{setting} is neither set nor explained"));
    }

    [Fact]
    public void Settings_that_the_agent_cannot_live_with_are_not_set()
    {
        Assert.DoesNotContain(
            File.ReadLines(Unit),
            l => l.StartsWith("MemoryDenyWriteExecute=", StringComparison.Ordinal) || l.StartsWith("PrivateUsers=", StringComparison.Ordinal));
    }

    [Fact]
    public void Service_is_watched_limited_and_stopped_as_the_docs_say()
    {
        string[] lines = File.ReadAllLines(Unit);

        Assert.Superset(
            new HashSet<string>(
            [
                "Type=notify", "WatchdogSec=30", "Restart=always", "RestartPreventExitStatus=2", "StartLimitIntervalSec=300", "StartLimitBurst=10",
                "KillSignal=SIGTERM", "TimeoutStopSec=10", "RuntimeDirectory=edgeactors", "RuntimeDirectoryMode=0750", "StateDirectory=edgeactors",
                "StateDirectoryMode=0700",
            ]),
            lines.ToHashSet());
    }

    [Fact]
    public void Command_of_the_unit_is_one_that_the_agent_understands()
    {
        string command = File.ReadLines(Unit).Single(l => l.StartsWith("ExecStart=", StringComparison.Ordinal));

        Assert.Empty(CommandLine.Create().Parse(command.Split(' ')[1..]).Errors);
    }

    [Fact]
    public void Clients_look_where_the_service_listens() => Assert.Contains(
        File.ReadLines(Unit), l => l.StartsWith("ExecStart=", StringComparison.Ordinal) && l.Contains($" -a {SocketPath.OfService} ", StringComparison.Ordinal));

    [NeedsFact(Needs.SystemdAnalyze)]
    public async Task Exposure_stays_low()
    {
        string report = await Programs.MustRunAsync(TimeSpan.FromMinutes(1), "systemd-analyze", "security", "--offline=true", Unit);

        double exposure = double.Parse(Exposure().Match(report).Groups[1].Value, CultureInfo.InvariantCulture);

        Assert.InRange(exposure, 0, MostExposure);
    }

    [GeneratedRegex(@"Overall exposure level for edgeactors\.service: ([0-9.]+)")]
    private static partial Regex Exposure();
}
