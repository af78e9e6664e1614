using EdgeActors.Benchmarks.Capture;
using EdgeActors.Benchmarks.Serving;
using EdgeActors.Protocol.Client;
using EdgeActors.S3Double;
using EdgeActors.Specs.CredentialDoubles;

namespace EdgeActors.Benchmarks.Trouble;

/// <summary>
/// What a token exchange that gives no keys does to predictions: two clients capture 50 times a second each, and what they capture goes to a
/// bucket or, without keys, waits in the spool.
/// </summary>
internal static class KeysBenchmark
{
    private const string Down = "out of order";

    private static readonly (string Name, EndpointReply Reply)[] Troubles =
        [(Down, EndpointReply.Keys), ("answers 500", EndpointReply.Fault), ("answers null", EndpointReply.Null), ("hangs", EndpointReply.Hang)];

    public static async Task<int> RunAsync(BenchmarkOptions options)
    {
        using BenchmarkFolder folder = new("keys-");
        await using Exchange exchange = new(await TokenExchangeDouble.StartAsync());
        S3Key key = new("CANARYID", exchange.SecretKey, "CANARYSESSION");
        await using S3Server bucket = await S3Server.StartAsync(new S3ServerOptions { Keys = [key], KeepContent = false });
        string config = CaptureConfig.Write(
            folder.Path,
            ("CaptureDataDestination", "Cloud"),
            ("BucketName", bucket.Options.Buckets[0]),
            ("sagemaker_edge_core_region", bucket.Options.Region),
            ("edgeactors_s3_endpoint", bucket.Endpoint.AbsoluteUri),
            ("edgeactors_s3_path_style", "true"),
            ("CaptureDataBufferSize", "256"),
            ("CaptureDataBatchSize", "64"));
        using Server agent = Server.Start(
            "env", socket => [.. exchange.Environment, TestBed.Agent, "run", "-a", socket, "-f", "-c", config, .. options.AgentWords]);
        using EdgeAgentClient client = new(agent.Socket);
        await Console.Out.WriteLineAsync(Pairs.Head);
        foreach (PredictTarget target in PredictTarget.All)
        {
            await target.LoadAsync(client);
            foreach ((string name, EndpointReply reply) in Troubles.Where(t => options.Wants($"{target.Name} {t.Name}")))
            {
                SteadyCaptures captures = new(agent.Socket, client, target, TimeSpan.FromSeconds(options.Seconds));
                Pairs pairs = await Pairs.MeasureAsync(
                    options.Rounds,
                    async () =>
                    {
                        await exchange.MendAsync();
                        await captures.SettledAsync();
                        return await captures.PredictAsync();
                    },
                    async () =>
                    {
                        await exchange.BreakAsync(name == Down, reply, captures);
                        return await captures.PredictAsync();
                    });
                await Console.Out.WriteLineAsync(pairs.Row(target.Name, $"a token exchange that {(name == Down ? "is " + name : name)}"));
                await exchange.MendAsync();
            }
        }

        return 0;
    }
}
