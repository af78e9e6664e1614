using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using EdgeActors.Protocol.Agent;
using EdgeActors.Protocol.Client;
using EdgeActors.Specs.Agents;
using EdgeActors.Specs.Places;

namespace EdgeActors.Specs.Systemd;

/// <summary>The life of the service under a real systemd, with all that the unit forbids it.</summary>
public sealed class ServiceSpecs
{
    private const string Config = "/etc/edgeactors/config.json";
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    [NeedsFact(Needs.Packages, Needs.BootableDebian, Needs.Root, Needs.Models)]
    public async Task Service_serves_its_group_under_all_its_hardening_and_stops_in_order()
    {
        await using BootedDebian debian = await InstalledAsync();
        await debian.RunAsync("useradd", "--groups", "edgeactors", "member");
        await debian.RunAsync("useradd", "stranger");
        using EdgeAgentClient client = debian.Connect();

        await client.LoadAsync(await debian.AddMnistAsync(), "mnist");
        await client.MustAnswerAsync(KnownAnswer.Mnist());
        await client.CaptureDataAsync(Capture("c1"), Limit);

        Assert.Contains("is SERVING", await debian.RunAsync("runuser", "-u", "member", "edgeactors", "status"), StringComparison.Ordinal);
        Assert.Contains("join the socket's group", (await debian.TryAsync("runuser", "-u", "stranger", "edgeactors", "status")).Output, StringComparison.Ordinal);
        Assert.Equal("Serving on /run/edgeactors/agent.sock", await debian.ServiceAsync("StatusText"));
        string status = await debian.RunAsync("cat", $"/proc/{await debian.ServiceAsync("MainPID")}/status");
        Assert.Matches(@"(?s)CapEff:\s+0+\n.*NoNewPrivs:\s+1\n.*Seccomp:\s+2\n", status);
        string doctor = await debian.RunAsync(
            "runuser", "-u", "edgeactors", "--", "edgeactors", "doctor", "-a", "/run/edgeactors/agent.sock", "-c", Config, "--data-root", "/var/lib/edgeactors");
        Assert.Contains("0 errors, 0 warnings", doctor, StringComparison.Ordinal);
        await debian.RunAsync("systemctl", "stop", "edgeactors");
        Assert.Equal("success", await debian.ServiceAsync("Result"));
        Assert.DoesNotContain("Z error ", await debian.LogAsync(), StringComparison.Ordinal);
    }

    [NeedsFact(Needs.Packages, Needs.BootableDebian, Needs.Root, Needs.Models)]
    public async Task Agent_that_dies_or_hangs_comes_back_with_what_it_accepted()
    {
        await using BootedDebian debian = await InstalledAsync();
        await OverrideAsync(debian, "WatchdogSec=4", "TimeoutAbortSec=1");
        using EdgeAgentClient first = debian.Connect();
        await first.LoadAsync(await debian.AddMnistAsync(), "mnist");
        await first.CaptureDataAsync(Capture("c1"), Limit);

        await debian.RunAsync("systemctl", "kill", "--kill-whom=main", "--signal=KILL", "edgeactors");
        await UpAgainAsync(debian, restarts: 1);
        await debian.RunAsync("systemctl", "kill", "--kill-whom=main", "--signal=STOP", "edgeactors");
        await UpAgainAsync(debian, restarts: 2);

        using EdgeAgentClient last = debian.Connect();
        GetCaptureDataStatusResponse kept = await last.GetCaptureDataStatusAsync(new GetCaptureDataStatusRequest { CaptureId = "c1" }, Limit);
        Assert.Contains(kept.Status, new[] { CaptureDataStatus.InProgress, CaptureDataStatus.Success });
        string log = await debian.LogAsync();
        Assert.Contains("Failed with result 'watchdog'", log, StringComparison.Ordinal);
        Assert.Equal(2, Regex.Count(log, "This start follows a crash"));
    }

    [NeedsFact(Needs.Packages, Needs.BootableDebian, Needs.Root)]
    public async Task Wrong_configuration_is_told_in_the_log_and_not_tried_again()
    {
        await using BootedDebian debian = await InstalledAsync();
        await ConfigureAsync(debian, ("DbEnable", "perhaps"));

        ProgramEnd end = await debian.TryAsync("systemctl", "restart", "edgeactors");

        Assert.NotEqual(0, end.ExitCode);
        Assert.Contains("DbEnable \"perhaps\" is not true or false", await debian.LogAsync(), StringComparison.Ordinal);
        Assert.Equal(("failed", "2", "0"), (await debian.ServiceAsync("ActiveState"), await debian.ServiceAsync("ExecMainStatus"), await debian.ServiceAsync("NRestarts")));
    }

    [NeedsFact(Needs.Packages, Needs.BootableDebian, Needs.Root, Needs.Models)]
    public async Task Reboot_is_no_crash_an_upgrade_restarts_it_and_a_removal_stops_it()
    {
        await using BootedDebian debian = await InstalledAsync();
        using (EdgeAgentClient client = debian.Connect())
        {
            await client.LoadAsync(await debian.AddMnistAsync(), "mnist");
            await client.CaptureDataAsync(Capture("c1"), Limit);
        }

        await debian.RebootAsync();
        await debian.UntilAsync("ActiveState", "active");
        string booted = await debian.ServiceAsync("MainPID");
        string next = await ShippedPackages.NextDebAsync();
        await debian.InstallAsync(next);
        File.Delete(next);

        await debian.UntilAsync("ActiveState", "active");
        Assert.NotEqual(booted, await debian.ServiceAsync("MainPID"));
        using (EdgeAgentClient client = debian.Connect())
        {
            GetCaptureDataStatusResponse kept = await client.GetCaptureDataStatusAsync(new GetCaptureDataStatusRequest { CaptureId = "c1" }, Limit);
            Assert.Contains(kept.Status, new[] { CaptureDataStatus.InProgress, CaptureDataStatus.Success });
        }

        string log = await debian.LogAsync();
        Assert.Contains("Start number 4, 0 of them after a crash and 0 after the machine went down", log, StringComparison.Ordinal);
        await debian.RunAsync("dpkg", "--remove", "edgeactors");
        Assert.Equal("inactive", await debian.ServiceAsync("ActiveState"));
    }

    private static CaptureDataRequest Capture(string id) =>
        new() { ModelName = "mnist", CaptureId = id, InputTensors = { Tensors.Floats("x", [1, 2], 2) } };

    // Durable, as who has captures that matter sets it.
    private static Task<BootedDebian> InstalledAsync() => BootedDebian.BootAsync(async debian =>
    {
        await debian.InstallAsync(ShippedPackages.Deb);
        await ConfigureAsync(debian, ("DbEnable", "true"));
        await debian.RunAsync("systemctl", "restart", "edgeactors");
    });

    private static async Task ConfigureAsync(BootedDebian debian, (string Key, string Value) parameter)
    {
        JsonNode values = JsonNode.Parse(await File.ReadAllTextAsync(debian.At(Config)))!;
        values[parameter.Key] = parameter.Value;
        await File.WriteAllTextAsync(debian.At(Config), values.ToJsonString(JsonSerializerOptions.Web));
    }

    // As `systemctl edit` does.
    private static async Task OverrideAsync(BootedDebian debian, params string[] settings)
    {
        string folder = debian.At("/etc/systemd/system/edgeactors.service.d");
        Directory.CreateDirectory(folder);
        await File.WriteAllLinesAsync(Path.Combine(folder, "override.conf"), ["[Service]", .. settings]);
        await debian.RunAsync("systemctl", "daemon-reload");
        await debian.RunAsync("systemctl", "restart", "edgeactors");
    }

    private static async Task UpAgainAsync(BootedDebian debian, int restarts)
    {
        await debian.UntilAsync("NRestarts", $"{restarts}");
        await debian.UntilAsync("ActiveState", "active");
    }
}
