using EdgeActors.Protocol.Client;
using EdgeActors.Specs.Agents;
using EdgeActors.Specs.Cloud;
using EdgeActors.Specs.Devices;
using EdgeActors.Specs.Load;

namespace EdgeActors.Specs.Books;

/// <summary><c>edgeactors capture verify</c> while captures are in a folder, in a bucket, or in both.</summary>
public class PeriodicUploadVerifySpecs
{
    private const int Captures = 100;

    [NeedsTheory(Needs.Linux)]
    [InlineData("true")]
    [InlineData("false")]
    public async Task Folder_and_bucket_count_together(string keep)
    {
        await using CloudDevice cloud = await CloudDevice.WithDoubleAsync(
            ("CaptureDataDestination", "Disk"),
            ("CaptureDataPeriodicUpload", "true"),
            ("CaptureDataPeriodicUploadPeriodSeconds", "1"),
            ("edgeactors_keep_uploaded", keep));
        CaptureLoad load = new(CaptureDevice.Model, CaptureContent.MixedSize);
        await using AgentProcess agent = await cloud.StartAsync();
        await LoadAsync(cloud, agent, load);
        await UploadedAsync(cloud);

        CaptureVerdict verdict = (await CaptureVerdict.OfAsync(cloud.Device, cloud.Keys)).MustBalance();

        Assert.Equal(Captures, verdict.Count("stored"));
        Assert.Empty(verdict.Findings);
    }

    private static async Task LoadAsync(CloudDevice cloud, AgentProcess agent, CaptureLoad load)
    {
        using EdgeAgentClient client = agent.Connect();
        await load.RunAsync(client, "v", 8, Captures, CancellationToken.None);
        await cloud.Device.DrainedAsync(agent, load.Acknowledged.Keys);
    }

    private static async Task UploadedAsync(CloudDevice cloud)
    {
        using CancellationTokenSource late = new(TimeSpan.FromSeconds(60));
        using PeriodicTimer tick = new(TimeSpan.FromMilliseconds(100));
        while (cloud.Books().Captures.Count < Captures)
        {
            await tick.WaitForNextTickAsync(late.Token);
        }
    }
}
