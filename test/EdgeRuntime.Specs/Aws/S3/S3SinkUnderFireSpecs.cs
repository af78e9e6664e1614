using System.Security.Cryptography;
using EdgeActors.S3Double.Faults;
using EdgeActors.S3Double.Operations;
using EdgeActors.S3Double.Store;
using EdgeActors.Upload;

namespace EdgeActors.Specs.Aws.S3;

/// <summary>The server's side of throttling, lost acknowledgements and a poisoned key; the pauses between retries are the uploader's.</summary>
public sealed class S3SinkUnderFireSpecs
{
    private const int Objects = 500;

    [Fact]
    public async Task Every_object_is_there_once_and_whole_after_throttling_and_lost_answers()
    {
        await using SinkBench bench = await SinkBench.StartAsync();
        bench.Server.Faults.Randomly(20_261, "", S3Operation.PutObject, (0.3, S3Fault.SlowDown()), (0.2, S3Fault.LostAnswer()));
        int puts = 0;

        await Parallel.ForEachAsync(Enumerable.Range(0, Objects), new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (i, stop) =>
        {
            SinkResult result;
            do
            {
                Interlocked.Increment(ref puts);
                result = await bench.Sink.PutAsync(SinkBench.Object($"{i:000}", SinkBench.Bytes(1000, i)), stop);
            }
            while (result.Outcome == SinkOutcome.Unavailable);
        });

        IReadOnlyList<StoredObject> stored = bench.Server.Objects();
        Assert.Equal(Enumerable.Range(0, Objects).Select(i => $"{i:000}"), stored.Select(o => o.Key));
        Assert.All(stored, o => Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(SinkBench.Bytes(1000, int.Parse(o.Key)))), o.Sha256));
        Assert.Equal(puts, bench.Server.Requests.All.Count);
        Assert.InRange(puts, Objects * 1.5, Objects * 3.0);
        Assert.Contains(stored, o => o.Writes > 1);
    }

    [Fact]
    public async Task A_poisoned_key_is_refused_while_others_are_stored()
    {
        await using SinkBench bench = await SinkBench.StartAsync();
        bench.Server.Faults.Always(S3Fault.AccessDenied(), keyPrefix: "poison");

        SinkResult[] results = [
            await bench.Sink.PutAsync(SinkBench.Object("poison", [1]), default), await bench.Sink.PutAsync(SinkBench.Object("plain", [1]), default)];

        Assert.Equal([SinkOutcome.Refused, SinkOutcome.Stored], results.Select(r => r.Outcome));
        Assert.Equal("plain", Assert.Single(bench.Server.Objects()).Key);
    }
}
