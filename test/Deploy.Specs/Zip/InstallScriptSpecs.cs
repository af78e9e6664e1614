using EdgeActors.Protocol.Client;
using EdgeActors.Specs.Agents;
using EdgeActors.Specs.Places;

namespace EdgeActors.Specs.Zip;

/// <summary><c>install.sh</c> of the zip on a system without the package manager's help.</summary>
public sealed class InstallScriptSpecs : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);
    private readonly string? _unpacked = Needs.PackagesFolder is null ? null : ShippedPackages.Unpack();

    [NeedsFact(Needs.Packages, Needs.Debian, Needs.Root)]
    public async Task Installing_twice_is_upgrading_and_keeps_the_configuration()
    {
        await using DebianRoot root = await DebianRoot.CreateAsync();
        await InstallAsync(root);
        await File.AppendAllTextAsync(root.At("/etc/edgeactors/config.json"), " ");
        IReadOnlyList<string> once = await root.ListAsync();

        await InstallAsync(root);

        Assert.Equal(once, await root.ListAsync());
        Assert.Contains("ExecStart=/opt/edgeactors/edgeactors run", await File.ReadAllTextAsync(root.At("/etc/systemd/system/edgeactors.service")), StringComparison.Ordinal);
    }

    [NeedsFact(Needs.Packages, Needs.Debian, Needs.Root)]
    public async Task Installed_program_serves_as_its_unprivileged_user()
    {
        await using DebianRoot root = await DebianRoot.CreateAsync();
        await InstallAsync(root, "--prefix", "/srv/edge");

        await using AgentProcess agent = await root.ServeAsync("/usr/local/bin/edgeactors", "--durable");

        using EdgeAgentClient client = agent.Connect();
        Assert.Empty((await client.ListModelsAsync(Limit)).Models);
    }

    [NeedsFact(Needs.Packages, Needs.Debian, Needs.Root)]
    public async Task Uninstalling_keeps_data_and_purging_leaves_nothing()
    {
        await using DebianRoot root = await DebianRoot.CreateAsync();
        IReadOnlyList<string> before = await root.ListAsync();
        await InstallAsync(root);
        await using (await root.ServeAsync("/opt/edgeactors/edgeactors", "--durable"))
        {
        }

        await InstallAsync(root, "--uninstall");
        bool kept = File.Exists(root.At("/etc/edgeactors/config.json")) && Directory.Exists(root.At("/var/lib/edgeactors/db"));
        bool gone = !Directory.Exists(root.At("/opt/edgeactors")) && !File.Exists(root.At("/etc/systemd/system/edgeactors.service"));
        await InstallAsync(root, "--uninstall", "--purge");

        Assert.True(kept && gone, $"kept {kept}, gone {gone}");
        Assert.Equal(before, await root.ListAsync());
    }

    [NeedsTheory(Needs.Packages, Needs.Root)]
    [InlineData("holds more than edgeactors", "--prefix", "/usr")]
    [InlineData("give a full path", "--prefix", "opt")]
    [InlineData("letters, digits", "--prefix", "/opt/with blank")]
    [InlineData("goes with --uninstall only", "--purge")]
    [InlineData("no such folder", "--root", "/nowhere/at/all")]
    [InlineData("no option '--prefx'", "--prefx")]
    public async Task Wrong_options_are_refused_before_anything_is_done(string because, params string[] options)
    {
        ProgramEnd end = await Programs.RunAsync(Limit, Path.Combine(_unpacked!, "install.sh"), options);

        Assert.Equal(1, end.ExitCode);
        Assert.Contains(because, end.Output, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        if (_unpacked is not null)
        {
            Directory.Delete(_unpacked, recursive: true);
        }
    }

    private Task<string> InstallAsync(DebianRoot root, params string[] options) =>
        Programs.MustRunAsync(Limit, Path.Combine(_unpacked!, "install.sh"), ["--root", root.Path, .. options]);
}
