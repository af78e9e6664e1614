using EdgeActors.Protocol.Client;
using EdgeActors.Protocol.Grpc;
using EdgeActors.Specs.Agents;
using EdgeActors.Specs.Devices;
using EdgeActors.Specs.Load;
using Xunit.Abstractions;

namespace EdgeActors.Specs.Budget;

/// <summary>C4 and the long haul: whatever is captured, the database with all its side files stays within 5 MB.</summary>
public class BudgetSpecs(ITestOutputHelper output)
{
    private const long FiveMegabytes = 5_242_880;
    private const int Clients = 16;

    private const int Parts = 5;

    // Sixteen clients that ask again and again share two cores with the prediction: a bound against stalls. The figure is the benchmark's ("full").
    private static readonly TimeSpan MostPredictTime = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Predicting = TimeSpan.FromSeconds(2);

    [NeedsTheory(Needs.Linux)]
    [InlineData(250_000, 1_000)]
    [InlineData(2_000, 600_000)]
    public async Task The_database_stays_within_its_budget_and_everything_is_stored(int captures, int bytes)
    {
        using CaptureDevice device = new();
        await using AgentProcess agent = await device.StartAsync();
        CaptureLoad load = new(CaptureDevice.Model, _ => bytes);
        long[] resident = new long[Parts];
        using (FolderSize size = new(Path.Combine(device.DataRoot, "db")))
        {
            for (int part = 0; part < Parts; part++)
            {
                await CaptureAsync(agent, load, captures / Parts * (part + 1));
                resident[part] = agent.ResidentKiB;
            }

            await device.DrainedAsync(agent, load.Acknowledged.Keys);
            output.WriteLine(
                $"{load.Acknowledged.Count} captures of {bytes} bytes: largest {size.Largest} bytes of {FiveMegabytes} in {size.Samples} samples, " +
                $"resident after each fifth {string.Join(", ", resident)} KiB, refusals {string.Join(", ", load.Refusals)}");
            Assert.InRange(size.Largest, 1, FiveMegabytes);
        }

        // The collector's heap goes up and down by tens of MiB; what leaks only goes up.
        Assert.Equal(captures, load.Acknowledged.Count);
        Assert.InRange(resident[^2..].Min(), 0, (long)(resident[..2].Max() * 1.2));
        SinkBooks.Of(device.CaptureRoot).MustBalance(load.Acknowledged);
    }

    [NeedsFact(Needs.Linux, Needs.Root)]
    public async Task A_sink_that_takes_nothing_ends_in_a_full_buffer_within_the_budget()
    {
        using CaptureDevice device = new(("edgeactors_spool_budget", "16M"));
        Directory.CreateDirectory(device.CaptureRoot);
        await using AgentProcess agent = await device.StartAsync();
        using UnwritableFolder nothing = new(device.CaptureRoot);
        CaptureLoad load = new(CaptureDevice.Model, CaptureContent.MixedSize);
        using FolderSize size = new(Path.Combine(device.DataRoot, "db"));
        await PredictTimes.MeasureAsync(agent, Predicting);
        PredictTimes alone = await PredictTimes.MeasureAsync(agent, Predicting);

        Task capturing = CaptureAsync(agent, load, 10_000);
        await load.RefusedAsync(GrpcStatusCode.ResourceExhausted, 100);
        int kept = load.Acknowledged.Count;
        PredictTimes full = await PredictTimes.MeasureAsync(agent, Predicting);

        Assert.InRange(kept, 1, 9_999);
        nothing.Dispose();
        await capturing;
        await device.DrainedAsync(agent, load.Acknowledged.Keys);
        output.WriteLine(
            $"{kept} kept while nothing was taken, largest {size.Largest} bytes in {size.Samples} samples, refusals {string.Join(", ", load.Refusals)}; " +
            $"Predict p99 {full.P99.TotalMilliseconds:F2} ms with a full buffer, {alone.P99.TotalMilliseconds:F2} ms alone, {full.P99 / alone.P99:F2} times");
        Assert.InRange(size.Largest, 1, FiveMegabytes);
        Assert.DoesNotContain(load.Refusals, refusal => refusal.Key is not GrpcStatusCode.ResourceExhausted);
        Assert.Equal(10_000, load.Acknowledged.Count);
        Assert.InRange(full.P99, TimeSpan.Zero, MostPredictTime);
        SinkBooks.Of(device.CaptureRoot).MustBalance(load.Acknowledged);
    }

    private static async Task CaptureAsync(AgentProcess agent, CaptureLoad load, int count)
    {
        using EdgeAgentClient client = agent.Connect();
        await load.RunAsync(client, "b", Clients, count, CancellationToken.None);
    }
}
