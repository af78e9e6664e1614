using Amazon.S3;
using Amazon.S3.Model;
using EdgeActors.Specs.Agents;
using EdgeActors.Specs.Load;
using EdgeActors.Specs.S3;

namespace EdgeActors.Specs.Cloud;

/// <summary>The whole way of a capture, from the socket to a real Ceph RGW.</summary>
public class RadosGatewaySpecs
{
    [NeedsFact(Needs.Linux, Needs.Rgw)]
    public async Task Captures_end_up_in_a_real_gateway()
    {
        S3Target gateway = await RadosGateway.StartAsync();
        try
        {
            using AmazonS3Client reader = gateway.Reader();
            await reader.PutBucketAsync(CloudDevice.Bucket);
            Dictionary<string, string> keys = new() { ["AWS_ACCESS_KEY_ID"] = gateway.KeyId, ["AWS_SECRET_ACCESS_KEY"] = gateway.Secret };
            await using CloudDevice cloud = new(null, gateway.Endpoint, keys);
            CaptureLoad load = Capturing.NewLoad(CaptureContent.MixedSize);
            await using AgentProcess agent = await cloud.StartAsync();

            await agent.CaptureAsync(load, 300);
            await cloud.Device.DrainedAsync(agent, load.Acknowledged.Keys);

            SinkBooks.Of(await ReadAsync(reader), CloudDevice.KeyOf).MustBalance(load.Acknowledged);
        }
        finally
        {
            await gateway.Close();
        }
    }

    private static async Task<Dictionary<string, Func<byte[]>>> ReadAsync(AmazonS3Client reader)
    {
        Dictionary<string, Func<byte[]>> objects = new(StringComparer.Ordinal);
        ListObjectsV2Request next = new() { BucketName = CloudDevice.Bucket };
        do
        {
            ListObjectsV2Response page = await reader.ListObjectsV2Async(next);
            foreach (S3Object listed in page.S3Objects ?? [])
            {
                using GetObjectResponse answer = await reader.GetObjectAsync(CloudDevice.Bucket, listed.Key);
                using MemoryStream content = new();
                await answer.ResponseStream.CopyToAsync(content);
                objects[listed.Key] = content.ToArray;
            }

            next.ContinuationToken = page.NextContinuationToken;
        }
        while (next.ContinuationToken is not null);
        return objects;
    }
}
