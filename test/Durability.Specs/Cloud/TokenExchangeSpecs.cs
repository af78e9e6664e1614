using System.Diagnostics;
using EdgeActors.Protocol.Client;
using EdgeActors.S3Double;
using EdgeActors.Specs.Agents;
using EdgeActors.Specs.CredentialDoubles;
using EdgeActors.Specs.Load;
using Xunit.Abstractions;

namespace EdgeActors.Specs.Cloud;

/// <summary>C8: keys come from a token exchange that is out of order. Captures and predictions do not wait for it.</summary>
public class TokenExchangeSpecs(ITestOutputHelper output)
{
    private static readonly TimeSpan Trouble = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Return = TimeSpan.FromSeconds(15);

    [NeedsTheory(Needs.Linux)]
    [InlineData(nameof(EndpointReply.Fault))]
    [InlineData(nameof(EndpointReply.Null))]
    [InlineData(nameof(EndpointReply.Hang))]
    [InlineData("Down")]
    public async Task Without_keys_captures_are_kept_and_predictions_answered(string trouble)
    {
        TokenExchangeDouble exchange = await TokenExchangeDouble.StartAsync();
        exchange.Reply = Enum.TryParse(trouble, out EndpointReply reply) ? reply : EndpointReply.Keys;
        await using CloudDevice cloud = await DeviceAsync(exchange);
        if (trouble == "Down")
        {
            await exchange.DisposeAsync();
        }

        await using AgentProcess agent = await cloud.StartAsync();
        using EdgeAgentClient client = agent.Connect();
        (TimeSpan without, CaptureLoad load) = await LoadAsync(agent, client, Capturing.NewLoad());
        Assert.Empty(cloud.Server!.Objects());
        await agent.WaitForOutputAsync("kept and tried again: no AWS credentials: ");

        long back = Stopwatch.GetTimestamp();
        exchange = trouble == "Down" ? await exchange.StartAgainAsync() : exchange;
        exchange.Reply = EndpointReply.Keys;
        await cloud.Server.Requests.UntilAsync(requests => requests.Any(r => r.Status == 200)).WaitAsync(Return);
        TimeSpan first = Stopwatch.GetElapsedTime(back);
        (TimeSpan with, _) = await LoadAsync(agent, client, load);
        await cloud.Device.DrainedAsync(agent, load.Acknowledged.Keys);

        output.WriteLine(
            $"{trouble}: predictions p99 {without.TotalMilliseconds:F2} ms without keys, {with.TotalMilliseconds:F2} ms with, " +
            $"first upload {first.TotalSeconds:F1} s after the return, {load.Acknowledged.Count} captures, {exchange.Requests.Count} requests for keys");
        Assert.InRange(without, TimeSpan.Zero, (3 * with) + TimeSpan.FromMilliseconds(20));
        MustBeSlow(exchange);
        cloud.Books().MustBalance(load.Acknowledged);
        await exchange.DisposeAsync();
    }

    [NeedsFact(Needs.Linux)]
    public async Task Keys_that_live_for_8_seconds_serve_all_the_time()
    {
        await using TokenExchangeDouble exchange = await TokenExchangeDouble.StartAsync();
        exchange.Life = TimeSpan.FromSeconds(8);
        await using CloudDevice cloud = await DeviceAsync(exchange);
        await using AgentProcess agent = await cloud.StartAsync();
        using EdgeAgentClient client = agent.Connect();
        CaptureLoad load = Capturing.NewLoad();

        while (exchange.Requests.Count < 3)
        {
            await LoadAsync(agent, client, load);
        }

        await cloud.Device.DrainedAsync(agent, load.Acknowledged.Keys);
        Assert.DoesNotContain(cloud.Server!.Requests.All, r => r.Status != 200);
        Assert.DoesNotContain("cannot be stored for now", agent.Output, StringComparison.Ordinal);
        MustBeSlow(exchange);
        cloud.Books().MustBalance(load.Acknowledged);
    }

    // Captures and predictions at the same time for a while.
    private static async Task<(TimeSpan P99, CaptureLoad Load)> LoadAsync(AgentProcess agent, EdgeAgentClient client, CaptureLoad load)
    {
        Task<TimeSpan> predicting = PredictLoad.P99Async(client, Trouble);
        await agent.CaptureAsync(load, load.Acknowledged.Count + 300, clients: 1);
        return (await predicting, load);
    }

    private static async Task<CloudDevice> DeviceAsync(TokenExchangeDouble exchange)
    {
        S3Server server = await S3Server.StartAsync(new S3ServerOptions { Keys = [new S3Key("CANARYID", exchange.SecretKey, "CANARYSESSION")] });
        return new CloudDevice(server, server.Endpoint, exchange.Environment, ("CaptureDataBatchSize", "16"));
    }

    // The first request takes the time of its connection as well, and so arrives late.
    private static void MustBeSlow(TokenExchangeDouble exchange)
    {
        DateTimeOffset[] asked = [.. exchange.Requests];
        Assert.InRange(asked.Length - 1, 0, (asked[^1] - asked[0]).TotalSeconds + 0.5);
    }
}
