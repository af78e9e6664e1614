using Amazon.S3;
using Amazon.S3.Model;
using EdgeActors.S3Double.Checksums;
using EdgeActors.S3Double.Faults;
using EdgeActors.S3Double.Operations;

namespace EdgeActors.Specs.Aws.S3;

public sealed class S3DoubleListSpecs
{
    [Fact]
    public async Task Lists_come_in_pages_and_folders()
    {
        await using SinkBench bench = await SinkBench.StartAsync();
        using AmazonS3Client client = bench.Client();
        string[] keys = ["a/1", "a/2", "a/ż &<", "b/1", "c"];
        await Task.WhenAll(keys.Select(k => S3DoubleSpecs.PutAsync(client, k, [1])));
        List<string> paged = [];
        await foreach (S3Object found in client.Paginators.ListObjectsV2(new() { BucketName = "captures", MaxKeys = 2 }).S3Objects)
        {
            paged.Add(found.Key);
        }

        ListObjectsV2Response folders = await client.ListObjectsV2Async(new() { BucketName = "captures", Delimiter = "/" });
        ListObjectsV2Response inside = await client.ListObjectsV2Async(new() { BucketName = "captures", Prefix = "a/" });

        Assert.Equal(keys, paged);
        Assert.Equal(["a/", "b/"], folders.CommonPrefixes);
        Assert.Equal(["c"], folders.S3Objects.Select(o => o.Key));
        Assert.Equal(3, inside.KeyCount);
    }

    [Fact]
    public async Task Objects_are_read_headed_and_deleted()
    {
        await using SinkBench bench = await SinkBench.StartAsync();
        using AmazonS3Client client = bench.Client();
        await S3DoubleSpecs.PutAsync(client, "a", [1, 2, 3]);

        GetObjectMetadataResponse head = await client.GetObjectMetadataAsync("captures", "a");
        using GetObjectResponse got = await client.GetObjectAsync("captures", "a");
        using MemoryStream content = new();
        await got.ResponseStream.CopyToAsync(content);
        await client.DeleteObjectAsync("captures", "a");
        AmazonS3Exception gone = await Assert.ThrowsAnyAsync<AmazonS3Exception>(() => client.GetObjectAsync("captures", "a"));

        Assert.Equal(3, head.ContentLength);
        Assert.Equal([1, 2, 3], content.ToArray());
        Assert.Equal("NoSuchKey", gone.ErrorCode);
    }

    [Fact]
    public async Task Uploads_in_parts_are_listed_until_they_end_and_small_parts_refused()
    {
        await using SinkBench bench = await SinkBench.StartAsync();
        using AmazonS3Client client = bench.Client();
        string id = (await client.InitiateMultipartUploadAsync("captures", "a")).UploadId;
        List<UploadPartResponse> parts = [];
        for (int number = 1; number <= 2; number++)
        {
            using MemoryStream content = new([1]);
            parts.Add(await client.UploadPartAsync(new() { BucketName = "captures", Key = "a", UploadId = id, PartNumber = number, InputStream = content }));
        }

        CompleteMultipartUploadRequest end = new() { BucketName = "captures", Key = "a", UploadId = id };
        end.AddPartETags(parts);
        AmazonS3Exception refusal = await Assert.ThrowsAsync<AmazonS3Exception>(() => client.CompleteMultipartUploadAsync(end));
        ListPartsResponse listed = await client.ListPartsAsync("captures", "a", id);
        ListMultipartUploadsResponse open = await client.ListMultipartUploadsAsync("captures");
        await client.AbortMultipartUploadAsync("captures", "a", id);

        Assert.Equal("EntityTooSmall", refusal.ErrorCode);
        Assert.Equal([1, 2], listed.Parts.Select(p => p.PartNumber!.Value));
        Assert.Equal(id, Assert.Single(open.MultipartUploads).UploadId);
        Assert.Empty(bench.Server.Uploads());
    }

    [Theory]
    [InlineData("crc32", "y/Q5Jg==")]
    [InlineData("crc32c", "4waSgw==")]
    [InlineData("crc64nvme", "rosUhgp5mIg=")]
    public void Checksums_give_their_published_check_values(string name, string expected)
    {
        string actual = BodyChecksums.Compute(name, "123456789"u8.ToArray());

        Assert.Equal(expected, actual);
    }

    [Fact]
    public void Chances_keep_their_shares_and_replay_from_their_seed()
    {
        string[] Run(int seed)
        {
            S3Faults faults = new();
            faults.Randomly(seed, "", null, (0.3, S3Fault.SlowDown()), (0.2, S3Fault.LostAnswer()));
            return [.. Enumerable.Range(0, 10_000).Select(i => faults.Draw(S3Operation.PutObject, $"key{i % 500}"))
                .Select(f => f is null ? "" : f.AfterStoring ? "lost" : "slow")];
        }

        string[] first = Run(7);

        Assert.InRange(first.Count(f => f == "slow"), 2_850, 3_150);
        Assert.InRange(first.Count(f => f == "lost"), 1_850, 2_150);
        Assert.Equal(first, Run(7));
        Assert.NotEqual(first, Run(8));
    }
}
