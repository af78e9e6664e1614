using Amazon.Runtime;
using Amazon.S3;
using EdgeActors.Protocol.Client;
using EdgeActors.S3Double;
using EdgeActors.Specs.Agents;
using EdgeActors.Specs.Cloud;
using EdgeActors.Specs.Devices;
using EdgeActors.Specs.Load;

namespace EdgeActors.Specs.Books;

/// <summary><c>edgeactors capture verify</c> when captures go to a bucket.</summary>
public class BucketVerifySpecs
{
    [NeedsFact(Needs.Linux)]
    public async Task Bucket_is_held_against_the_journal()
    {
        await using CloudDevice cloud = await CloudDevice.WithDoubleAsync();
        await StoredAsync(cloud);

        CaptureVerdict whole = (await CaptureVerdict.OfAsync(cloud.Device, cloud.Keys)).MustBalance();
        StoredObjectKeys keys = StoredObjectKeys.Of(cloud);
        await DeleteAsync(cloud, keys.Manifest, keys.Payload);
        CaptureVerdict poorer = await CaptureVerdict.OfAsync(cloud.Device, cloud.Keys);

        Assert.Equal(100, whole.Count("stored"));
        Assert.Equal(1, poorer.ExitCode);
        Assert.Contains(poorer.Findings, finding => finding.Kind == "Missing");
    }

    [NeedsFact(Needs.Linux)]
    public async Task Keys_that_may_not_list_are_told_so()
    {
        await using CloudDevice cloud = await CloudDevice.WithDoubleAsync();
        await StoredAsync(cloud);
        S3Key stranger = CloudDevice.NewKey();

        CaptureVerdict refused = await CaptureVerdict.OfAsync(cloud.Device, CloudDevice.Variables(stranger));

        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("the bucket captures refused s3:ListBucket (InvalidAccessKeyId)", refused.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(stranger.Secret, refused.Output, StringComparison.Ordinal);
    }

    private static async Task StoredAsync(CloudDevice cloud)
    {
        CaptureLoad load = new(CaptureDevice.Model, CaptureContent.MixedSize);
        await using AgentProcess agent = await cloud.StartAsync();
        using EdgeAgentClient client = agent.Connect();
        await load.RunAsync(client, "v", 8, 100, CancellationToken.None);
        await cloud.Device.DrainedAsync(agent, load.Acknowledged.Keys);
    }

    private static async Task DeleteAsync(CloudDevice cloud, params string[] keys)
    {
        using AmazonS3Client s3 = new(
            new BasicAWSCredentials(cloud.Keys["AWS_ACCESS_KEY_ID"], cloud.Keys["AWS_SECRET_ACCESS_KEY"]),
            new AmazonS3Config { ServiceURL = cloud.Server!.Endpoint.AbsoluteUri, ForcePathStyle = true, AuthenticationRegion = CloudDevice.Region });
        foreach (string key in keys)
        {
            await s3.DeleteObjectAsync(CloudDevice.Bucket, key);
        }
    }

    private sealed record StoredObjectKeys(string Manifest, string Payload)
    {
        public static StoredObjectKeys Of(CloudDevice cloud)
        {
            string[] keys = [.. cloud.Server!.Objects(CloudDevice.Bucket).Select(one => one.Key)];
            return new(keys.First(key => key.EndsWith(".jsonl", StringComparison.Ordinal)), keys.First(key => key.Contains("/raw-data/", StringComparison.Ordinal)));
        }
    }
}
