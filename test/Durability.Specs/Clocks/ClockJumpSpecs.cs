using EdgeActors.Protocol.Agent;
using EdgeActors.Protocol.Client;
using EdgeActors.Protocol.Grpc;
using EdgeActors.Specs.Agents;
using EdgeActors.Specs.CaptureReading;
using EdgeActors.Specs.Devices;
using EdgeActors.Specs.Load;

namespace EdgeActors.Specs.Clocks;

/// <summary>The clock of a running agent jumps: a faked wall clock, the monotonic one stays true, as with a time that is set.</summary>
public class ClockJumpSpecs
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [NeedsTheory(Needs.Linux, Needs.Faketime)]
    [InlineData(1)]
    [InlineData(-1)]
    public async Task A_day_either_way_loses_nothing_and_is_followed_at_once(int days)
    {
        using CaptureDevice device = new();
        string clock = Path.Combine(device.Folder, "clock");
        await File.WriteAllTextAsync(clock, "+0d");
        await using AgentProcess agent = await device.StartAsync(
            [
                "env", $"LD_PRELOAD={Needs.FaketimeLibrary}", $"FAKETIME_TIMESTAMP_FILE={clock}", "FAKETIME_NO_CACHE=1", "FAKETIME_DONT_FAKE_MONOTONIC=1",
                // Its mend for the timed waits of an old C library ends such waits at once on a newer one, one start in six.
                "FAKETIME_FORCE_MONOTONIC_FIX=0",
            ]);
        CaptureLoad load = new(CaptureDevice.Model, CaptureContent.MixedSize);
        using EdgeAgentClient client = agent.Connect();
        await load.RunAsync(client, "c", 4, 50, CancellationToken.None);

        string set = Path.Combine(device.Folder, "set");
        await File.WriteAllTextAsync(set, $"{days:+0;-0}d");
        File.Move(set, clock, overwrite: true);
        DateTimeOffset now = TimeProvider.System.GetUtcNow().AddDays(days);
        await load.RunAsync(client, "c", 4, 100, CancellationToken.None);
        GrpcException refused = await Assert.ThrowsAsync<GrpcException>(() => CaptureAtAsync(client, "late", now.AddHours(1)));
        await CaptureAtAsync(client, "early", now.AddHours(-1));
        await device.DrainedAsync(agent, [.. load.Acknowledged.Keys, "early"]);

        Assert.Equal(GrpcStatusCode.OutOfRange, refused.Code);
        Assert.Empty(load.Refusals);
        SinkBooks books = SinkBooks.Of(device.CaptureRoot);
        books.MustBalance(load.Acknowledged);
        Assert.All(books.Captures, capture => Assert.True(
            !IsAfterTheJump(capture) || (capture.InferenceTime - now.UtcDateTime).Duration() < TimeSpan.FromHours(2),
            $"{capture.CaptureId} is of {capture.InferenceTime:O}"));
        Assert.Equal(101, books.Captures.Count);
    }

    private static bool IsAfterTheJump(ReadCapture capture) =>
        !capture.CaptureId.StartsWith("c-", StringComparison.Ordinal) || int.Parse(capture.CaptureId[2..]) > 50;

    private static Task CaptureAtAsync(EdgeAgentClient client, string id, DateTimeOffset time)
    {
        CaptureDataRequest request = CaptureContent.Request(CaptureDevice.Model, id, 100);
        request.InferenceTimestamp = new Timestamp { Seconds = time.ToUnixTimeSeconds() };
        return client.CaptureDataAsync(request, Patience, CancellationToken.None);
    }
}
