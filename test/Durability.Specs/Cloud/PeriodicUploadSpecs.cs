using EdgeActors.Specs.Agents;
using EdgeActors.Specs.CaptureReading;
using EdgeActors.Specs.Load;

namespace EdgeActors.Specs.Cloud;

/// <summary>Captures go to a folder first and from there to the bucket, from time to time; the agent is killed on the way.</summary>
public class PeriodicUploadSpecs
{
    private const int Captures = 200;

    [NeedsTheory(Needs.Linux)]
    [InlineData("true")]
    [InlineData("false")]
    public async Task The_folder_ends_up_in_the_bucket_under_the_same_keys(string keep)
    {
        await using CloudDevice cloud = await CloudDevice.WithDoubleAsync(
            ("CaptureDataDestination", "Disk"),
            ("CaptureDataPeriodicUpload", "true"),
            ("CaptureDataPeriodicUploadPeriodSeconds", "1"),
            ("CaptureDataBatchSize", "16"),
            ("edgeactors_keep_uploaded", keep));
        CaptureLoad load = Capturing.NewLoad(CaptureContent.MixedSize);
        AgentProcess first = await cloud.StartAsync();
        await first.CaptureAsync(load, Captures / 2);
        await cloud.Server!.Requests.UntilAsync(requests => requests.Count(r => r.Status == 200) > 5).WaitAsync(Capturing.Patience);
        first.Kill();

        await using AgentProcess second = await cloud.StartAsync();
        await second.CaptureAsync(load, Captures);
        await cloud.Device.DrainedAsync(second, load.Acknowledged.Keys);
        await Capturing.UntilAsync(() => Task.FromResult(IsComplete(cloud, keep == "true")));

        cloud.Books().MustBalance(load.Acknowledged);
        if (keep == "true")
        {
            SinkBooks.Of(cloud.Device.CaptureRoot).MustBalance(load.Acknowledged);
            Assert.Equal(Files(cloud), cloud.Server.Objects().Select(o => o.Key));
        }
        else
        {
            Assert.Empty(Files(cloud));
        }
    }

    private static bool IsComplete(CloudDevice cloud, bool kept) =>
        kept
            ? Files(cloud).SequenceEqual(cloud.Server!.Objects().Select(o => o.Key))
            : cloud.Server!.Objects().Count > 0 && Files(cloud).Length == 0;

    private static string[] Files(CloudDevice cloud) =>
        [.. CaptureListing.OfFolder(cloud.Device.CaptureRoot).Keys.Order(StringComparer.Ordinal)];
}
