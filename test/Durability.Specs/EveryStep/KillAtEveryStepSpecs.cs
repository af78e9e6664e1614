using EdgeActors.Protocol.Client;
using EdgeActors.Protocol.Grpc;
using EdgeActors.Specs.Agents;
using EdgeActors.Specs.Devices;
using EdgeActors.Specs.Load;
using Xunit.Abstractions;

namespace EdgeActors.Specs.EveryStep;

/// <summary>
/// The agent is killed before and after each step of its work with captures, as a run without faults names them; after the next start everything that
/// it promised is in the sink, once.
/// </summary>
public class KillAtEveryStepSpecs(ITestOutputHelper output)
{
    private const int Seed = 20240428;
    private const int Sample = 16;
    private const int Captures = 320;
    private const int Clients = 8;

    // A device's books are read after every kill, so they are not to grow too long.
    private const int PerDevice = 16;

    // While the sink is out of order, batches are sealed.
    private const string Outage = "at port ICaptureSink.PutAsync #1..3: throw IOException";

    private static readonly bool All = Environment.GetEnvironmentVariable("EDGEACTORS_EVERY_STEP") == "all";
    private static readonly TimeSpan VerifyLimit = TimeSpan.FromSeconds(30);

    private readonly HashSet<string> _alive = [];
    private int _acknowledged;

    [NeedsFact(Needs.Linux)]
    public async Task Nothing_promised_is_lost_whichever_step_the_agent_dies_at()
    {
        KillPoint[] points = await PointsAsync();
        string[] rules = [.. points.SelectMany(point => point.Rules())];
        string[] chosen = All ? rules : new Random(Seed).GetItems(rules, Sample);

        foreach (string[] some in chosen.Chunk(PerDevice))
        {
            await KillAsync(some);
        }

        output.WriteLine(
            $"seed {Seed}: {points.Length} points, {rules.Length} rules, {chosen.Length} tried, {chosen.Length - _alive.Count} kills, " +
            $"{_acknowledged} acknowledged, not reached:\n{string.Join('\n', _alive)}\npoints:\n{string.Join('\n', points.AsEnumerable())}");
        Assert.InRange(_alive.Count, 0, chosen.Length / 2);
    }

    private static int Size(string id) => CaptureContent.MixedSize(id) == 1_000 ? 3_000 : 5_000;

    private static async Task<KillPoint[]> PointsAsync()
    {
        using CaptureDevice device = new();
        FaultSocket faults = new(Path.Combine(device.Folder, "faults.sock"));
        CaptureLoad load = new(CaptureDevice.Model, Size);
        await using AgentProcess agent = await device.StartAsync(null, faults.AgentOptions);
        await faults.SetAsync(Outage);
        await LoadAsync(agent, load, "points");
        await device.DrainedAsync(agent, load.Acknowledged.Keys);
        KillPoint[] points = [.. KillPoint.Of(await faults.PointsAsync())];
        Assert.NotEmpty(points);
        return points;
    }

    private async Task KillAsync(string[] rules)
    {
        using CaptureDevice device = new();
        FaultSocket faults = new(Path.Combine(device.Folder, "faults.sock"));
        CaptureLoad load = new(CaptureDevice.Model, Size);
        foreach ((int number, string rule) in rules.Index())
        {
            await KillAsync(device, faults, load, number, rule);
        }

        _acknowledged += load.Acknowledged.Count;
    }

    private async Task KillAsync(CaptureDevice device, FaultSocket faults, CaptureLoad load, int number, string rule)
    {
        AgentProcess agent = await device.StartAsync(null, ["--force", .. faults.AgentOptions]);
        await faults.SetAsync($"{rule}\n{Outage}");
        load.Restart();
        await LoadAsync(agent, load, $"k{number}");
        if (!await DiesAsync(device, agent, load.Acknowledged.Keys))
        {
            _alive.Add(rule);
            await agent.KillAsync();
        }

        await using AgentProcess next = await device.StartAsync(null, "--force");
        await device.DrainedAsync(next, load.Acknowledged.Keys.Where(id => id.StartsWith($"k{number}-", StringComparison.Ordinal)));
        string? fault = SinkBooks.Of(device.CaptureRoot).Fault([.. load.Acknowledged.Keys]);
        Assert.True(fault is null, $"{rule}: {fault}");
        string books = await Programs.MustRunAsync(VerifyLimit, Workplace.Agent, "capture", "verify", "-c", device.Configuration);
        Assert.Contains("the books balance", books, StringComparison.Ordinal);
    }

    // Deliveries go on after the last capture was accepted: the step may come only then.
    private static async Task<bool> DiesAsync(CaptureDevice device, AgentProcess agent, IEnumerable<string> captures)
    {
        try
        {
            await device.DrainedAsync(agent, captures);
            return false;
        }
        catch (GrpcException)
        {
            await agent.WaitForExitAsync(VerifyLimit);
            return true;
        }
    }

    private static async Task LoadAsync(AgentProcess agent, CaptureLoad load, string prefix)
    {
        // An agent that takes no capture any more is not asked for ever.
        using CancellationTokenSource late = new(VerifyLimit);
        using EdgeAgentClient client = agent.Connect();
        await load.RunAsync(client, prefix, Clients, Captures, late.Token);
        Assert.False(late.IsCancellationRequested, "the agent refused captures for too long:\n" + agent.Output);
    }
}
