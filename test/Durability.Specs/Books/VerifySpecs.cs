using EdgeActors.Protocol.Client;
using EdgeActors.Specs.Agents;
using EdgeActors.Specs.Devices;
using EdgeActors.Specs.Load;

namespace EdgeActors.Specs.Books;

/// <summary><c>edgeactors capture verify</c> on what real agents leave behind: it believes them only when nothing is missing or double.</summary>
public class VerifySpecs
{
    private const int Captures = 200;

    [NeedsFact(Needs.Linux)]
    public async Task Books_balance_after_a_kill_while_running_and_after_a_stop()
    {
        using CaptureDevice device = new();
        CaptureLoad load = new(CaptureDevice.Model, CaptureContent.MixedSize);
        await LoadAndKillAsync(device, load);

        CaptureVerdict killed = (await CaptureVerdict.OfAsync(device)).MustBalance();
        AgentProcess next = await device.StartAsync();
        (await CaptureVerdict.OfAsync(device)).MustBalance();
        await device.DrainedAsync(next, load.Acknowledged.Keys);
        await next.DisposeAsync();
        string[] before = Files(device);
        CaptureVerdict stopped = (await CaptureVerdict.OfAsync(device)).MustBalance();

        Assert.InRange(killed.Count("accepted"), load.Acknowledged.Count, long.MaxValue);
        Assert.Equal((killed.Count("accepted"), 0), (stopped.Count("stored"), stopped.Count("pending")));
        Assert.Empty(stopped.Findings);
        Assert.Equal(before, Files(device));
    }

    [NeedsFact(Needs.Linux)]
    public async Task Books_balance_when_the_agent_died_before_its_first_capture()
    {
        using CaptureDevice device = new();
        AgentProcess agent = await device.StartAsync();
        await agent.KillAsync();

        CaptureVerdict verdict = (await CaptureVerdict.OfAsync(device)).MustBalance();

        Assert.Equal(0, verdict.Count("accepted"));
        Assert.False(Directory.Exists(device.CaptureRoot));
        Assert.Null(SinkBooks.Of(device.CaptureRoot).Fault([]));
        Assert.NotNull(SinkBooks.Of(device.CaptureRoot).Fault(["promised-1"]));
    }

    [NeedsFact(Needs.Linux)]
    public async Task Manifest_that_is_gone_or_copied_is_found_out()
    {
        using CaptureDevice device = new();
        await StoredAsync(device);
        string manifest = Manifests(device)[0];
        string[] ids = [.. SinkBooks.Of(device.CaptureRoot).Captures.Where(one => manifest.EndsWith(one.ManifestKey, StringComparison.Ordinal)).Select(one => one.CaptureId)];
        byte[] content = await File.ReadAllBytesAsync(manifest);

        File.Delete(manifest);
        CaptureVerdict missing = await CaptureVerdict.OfAsync(device);
        await File.WriteAllBytesAsync(manifest, content);
        (await CaptureVerdict.OfAsync(device)).MustBalance();
        string copy = Path.Combine(Path.GetDirectoryName(manifest)!, new string('a', 32) + ".jsonl");
        await File.WriteAllBytesAsync(copy, content);
        CaptureVerdict doubled = await CaptureVerdict.OfAsync(device);

        Assert.NotEmpty(ids);
        Assert.Equal((1, ids.Length), (missing.ExitCode, missing.Findings.Count(finding => finding.Kind == "Missing")));
        Assert.Equal(1, doubled.ExitCode);
        Assert.Equal(ids.Order(), doubled.Findings.Where(finding => finding.Kind == "Double").Select(finding => finding.Subject).Order());
    }

    [NeedsFact(Needs.Linux)]
    public async Task Pending_capture_whose_data_are_gone_is_lost()
    {
        using CaptureDevice device = new(("CaptureDataPushPeriodSeconds", "86400"));
        CaptureLoad load = new(CaptureDevice.Model, _ => 20_000);
        AgentProcess agent = await device.StartAsync();
        using (EdgeAgentClient client = agent.Connect())
        {
            await load.RunAsync(client, "v", 2, 10, CancellationToken.None);
        }

        agent.Kill();
        await agent.WaitForExitAsync(TimeSpan.FromSeconds(10));
        CaptureVerdict whole = (await CaptureVerdict.OfAsync(device)).MustBalance();
        File.Delete(Directory.GetFiles(Path.Combine(device.DataRoot, "spool", "captures"), "*.capture")[0]);
        CaptureVerdict lost = await CaptureVerdict.OfAsync(device);

        Assert.Equal(10, whole.Count("pending"));
        (string kind, string subject) = Assert.Single(lost.Findings);
        Assert.Equal((1, "Lost"), (lost.ExitCode, kind));
        Assert.Contains(subject, load.Acknowledged.Keys);
    }

    private static async Task StoredAsync(CaptureDevice device)
    {
        CaptureLoad load = new(CaptureDevice.Model, CaptureContent.MixedSize);
        await using AgentProcess agent = await device.StartAsync();
        using EdgeAgentClient client = agent.Connect();
        await load.RunAsync(client, "v", 8, Captures, CancellationToken.None);
        await device.DrainedAsync(agent, load.Acknowledged.Keys);
    }

    private static async Task LoadAndKillAsync(CaptureDevice device, CaptureLoad load)
    {
        AgentProcess agent = await device.StartAsync();
        await Task.WhenAll(LoadAsync(agent, load), KillAsync(agent, load));
        await agent.WaitForExitAsync(TimeSpan.FromSeconds(10));
    }

    private static async Task LoadAsync(AgentProcess agent, CaptureLoad load)
    {
        using EdgeAgentClient client = agent.Connect();
        await load.RunAsync(client, "v", 8, int.MaxValue, CancellationToken.None);
    }

    private static async Task KillAsync(AgentProcess agent, CaptureLoad load)
    {
        await load.ReachedAsync(Captures);
        agent.Kill();
    }

    private static string[] Manifests(CaptureDevice device) => [.. Directory.GetFiles(device.CaptureRoot, "*.jsonl", SearchOption.AllDirectories).Order()];

    private static string[] Files(CaptureDevice device) =>
        [.. Directory.EnumerateFiles(device.Folder, "*", SearchOption.AllDirectories).Select(file => $"{file} {new FileInfo(file).Length}").Order()];
}
