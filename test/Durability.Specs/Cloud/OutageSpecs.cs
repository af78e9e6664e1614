using EdgeActors.Protocol.Agent;
using EdgeActors.Protocol.Client;
using EdgeActors.S3Double.Faults;
using EdgeActors.Specs.Agents;
using EdgeActors.Specs.Devices;
using EdgeActors.Specs.Load;
using Xunit.Abstractions;

namespace EdgeActors.Specs.Cloud;

/// <summary>Whatever the server answers instead of taking captures: they are kept beyond the buffer, and stored when it is well again.</summary>
public class OutageSpecs(ITestOutputHelper output)
{
    private const int Buffer = 64;
    private const int Captures = 160;

    public static TheoryData<string> Answers => [.. Faults.Keys];

    private static readonly Dictionary<string, Func<S3Fault>> Faults = new()
    {
        ["403"] = S3Fault.AccessDenied,
        ["404"] = S3Fault.NoSuchBucket,
        ["500"] = S3Fault.InternalError,
        ["500 after storing"] = S3Fault.LostAnswer,
        ["503"] = () => S3Fault.SlowDown(),
        ["slow"] = () => new S3Fault.Slow(300),
        ["truncated"] = () => new S3Fault.Truncated(),
        ["reset"] = () => new S3Fault.Reset(),
        ["hanging"] = () => new S3Fault.Hang(),
    };

    [NeedsTheory(Needs.Linux)]
    [MemberData(nameof(Answers))]
    public async Task A_server_out_of_order_loses_and_doubles_nothing(string answer)
    {
        await using CloudDevice cloud = await CloudDevice.WithDoubleAsync(
            ("CaptureDataBufferSize", $"{Buffer}"), ("CaptureDataBatchSize", "16"));
        S3Fault fault = Faults[answer]();
        cloud.Server!.Faults.Always(fault);
        CaptureLoad load = Capturing.NewLoad();
        await using AgentProcess agent = await cloud.StartAsync();
        await agent.CaptureAsync(load, 1);
        await cloud.Server.Requests.UntilAsync(requests => requests.Count > 0);

        await agent.CaptureAsync(load, Captures);
        await MustBeOnTheWayAsync(agent);
        cloud.Server.Faults.Clear();
        (fault as S3Fault.Hang)?.Release();
        await cloud.Device.DrainedAsync(agent, load.Acknowledged.Keys);

        output.WriteLine($"{answer}: {cloud.Server.Requests.All.Count} requests for {cloud.Server.Objects().Count} objects");
        cloud.Books().MustBalance(load.Acknowledged);
    }

    private static async Task MustBeOnTheWayAsync(AgentProcess agent)
    {
        using EdgeAgentClient client = agent.Connect();
        Assert.Equal(CaptureDataStatus.InProgress, await CaptureDevice.StatusAsync(client, $"c-{Captures}"));
        Assert.Equal(CaptureDataStatus.InProgress, await CaptureDevice.StatusAsync(client, "c-1"));
    }
}
