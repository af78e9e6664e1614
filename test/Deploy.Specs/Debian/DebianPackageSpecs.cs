using EdgeActors.Protocol.Agent;
using EdgeActors.Protocol.Client;
using EdgeActors.Specs.Agents;
using EdgeActors.Specs.Places;

namespace EdgeActors.Specs.Debian;

/// <summary>The life of the Debian package in a clean Debian without systemd: installed, served from, upgraded, removed, purged.</summary>
public sealed class DebianPackageSpecs
{
    private const string Program = "/usr/bin/edgeactors";
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    [NeedsFact(Needs.Packages, Needs.Debian, Needs.Root, Needs.Models)]
    public async Task Installed_package_serves_as_its_unprivileged_user()
    {
        await using DebianRoot root = await DebianRoot.CreateAsync();
        await root.InstallAsync(ShippedPackages.Deb);
        string model = await root.AddMnistAsync();

        await using AgentProcess agent = await root.ServeAsync(Program, "--durable");
        using EdgeAgentClient client = agent.Connect();
        await client.LoadAsync(model, "mnist");

        await client.MustAnswerAsync(KnownAnswer.Mnist());
        string user = (await root.RunAsync("id", "-u", "edgeactors")).Trim();
        Assert.NotEqual("0", user);
        Assert.Contains($"Uid:\t{user}\t{user}\t{user}\t{user}", await File.ReadAllTextAsync($"/proc/{agent.Pid}/status"), StringComparison.Ordinal);
        Assert.Equal("700 edgeactors edgeactors", (await root.RunAsync("stat", "-c", "%a %U %G", "/var/lib/edgeactors")).Trim());
        Assert.Equal("660 edgeactors edgeactors", (await root.RunAsync("stat", "-c", "%a %U %G", "/run/edgeactors/agent.sock")).Trim());
        Assert.Contains("SERVING", await root.RunAsync(Program, "status", "-a", "/run/edgeactors/agent.sock"), StringComparison.Ordinal);
    }

    [NeedsFact(Needs.Packages, Needs.Debian, Needs.Root)]
    public async Task Purge_leaves_nothing()
    {
        await using DebianRoot root = await DebianRoot.CreateAsync();
        IReadOnlyList<string> before = await root.ListAsync();
        await root.InstallAsync(ShippedPackages.Deb);
        await using (await root.ServeAsync(Program, "--durable"))
        {
        }

        IReadOnlyList<string> installed = await root.ListAsync();
        await root.RunAsync("dpkg", "--remove", "edgeactors");
        bool keptAtRemoval = File.Exists(root.At("/etc/edgeactors/config.json")) && Directory.Exists(root.At("/var/lib/edgeactors/db"));
        await root.RunAsync("dpkg", "--purge", "edgeactors");

        Assert.Contains(installed.Except(before), line => line.StartsWith("/usr/lib/edgeactors/edgeactors ", StringComparison.Ordinal));
        Assert.True(keptAtRemoval, "removal without purge took configuration or data");
        Assert.Equal(before, await root.ListAsync());
        Assert.DoesNotContain("edgeactors", await File.ReadAllTextAsync(root.At("/etc/passwd")) + await File.ReadAllTextAsync(root.At("/etc/group")), StringComparison.Ordinal);
    }

    [NeedsFact(Needs.Packages, Needs.Debian, Needs.Root, Needs.Models)]
    public async Task Upgrade_keeps_data_and_configuration()
    {
        await using DebianRoot root = await DebianRoot.CreateAsync();
        await root.InstallAsync(ShippedPackages.Deb);
        string config = root.At("/etc/edgeactors/config.json");
        await File.WriteAllTextAsync(config, """{ "sagemaker_edge_core_device_fleet_name": "kept", "sagemaker_edge_core_capture_data_push_period_seconds": 1 }""");
        string model = await root.AddMnistAsync();
        await using (AgentProcess agent = await root.ServeAsync(Program, "--durable"))
        {
            using EdgeAgentClient client = agent.Connect();
            await client.LoadAsync(model, "mnist");
            await client.CaptureDataAsync(
                new CaptureDataRequest { ModelName = "mnist", CaptureId = "before", InputTensors = { Tensors.Floats("x", [1, 2], 2) } }, Limit);
        }

        string next = await ShippedPackages.NextDebAsync();
        await root.InstallAsync(next);

        Assert.Contains("\"kept\"", await File.ReadAllTextAsync(config), StringComparison.Ordinal);
        Assert.Equal("9999.0.0", (await root.RunAsync("dpkg-query", "-W", "-f", "${Version}", "edgeactors")).Trim());
        await using AgentProcess upgraded = await root.ServeAsync(Program, "--durable");
        using EdgeAgentClient again = upgraded.Connect();
        GetCaptureDataStatusResponse status = await again.GetCaptureDataStatusAsync(new GetCaptureDataStatusRequest { CaptureId = "before" }, Limit);
        Assert.NotEqual(CaptureDataStatus.Failure, status.Status);
        Assert.NotEqual(CaptureDataStatus.NotFound, status.Status);
        File.Delete(next);
    }

    [NeedsFact(Needs.Packages, Needs.Debian, Needs.Root)]
    public async Task Service_is_enabled_for_the_next_boot()
    {
        await using DebianRoot root = await DebianRoot.CreateAsync();

        await root.InstallAsync(ShippedPackages.Deb);

        Assert.NotNull(new FileInfo(root.At("/etc/systemd/system/multi-user.target.wants/edgeactors.service")).LinkTarget);
    }
}
