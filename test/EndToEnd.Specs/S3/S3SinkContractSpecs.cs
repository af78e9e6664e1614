using System.Collections.Concurrent;
using System.Text;
using Amazon.S3;
using Amazon.S3.Model;
using EdgeActors.Aws.S3;
using EdgeActors.S3Double.Checksums;
using EdgeActors.Upload;

namespace EdgeActors.Specs.S3;

/// <summary>What the sink promises, shown by an independent reader on every server there is.</summary>
public sealed class S3SinkContractSpecs(S3Servers servers) : IClassFixture<S3Servers>
{
    [Theory]
    [OnDouble]
    [OnRgw]
    public async Task Bytes_and_content_type_come_back_as_they_were_put(string server)
    {
        S3Target target = await servers.GetAsync(server);
        using S3CaptureSink sink = target.Sink();
        (string Key, byte[] Content, string Type)[] objects = [
            ("sizes/empty", [], "application/octet-stream"), ("sizes/one", [7], "image/jpeg"), ("sizes/embed-limit", Bytes(3072), "text/csv"),
            ("sizes/above", Bytes(3073), "application/json"), ("sizes/frame", Bytes(602_112), "application/x-tensor; type=\"FLOAT32\"")];

        foreach ((string key, byte[] content, string type) in objects)
        {
            Assert.Equal(SinkResult.Stored, await sink.PutAsync(Object(key, content, type), default));
        }

        foreach ((string key, byte[] content, string type) in objects)
        {
            (byte[] Content, string Type) found = await ReadAsync(target, key);
            Assert.Equal(content, found.Content);
            Assert.Equal(type, found.Type);
        }
    }

    [Theory]
    [OnDouble]
    [OnRgw]
    public async Task Every_character_a_key_may_have_arrives_as_itself(string server)
    {
        S3Target target = await servers.GetAsync(server);
        using S3CaptureSink sink = target.Sink();
        string[] keys = [
            .. Enumerable.Range(0x20, 0x7F - 0x20).Where(c => c != '/').Select(c => $"keys/<{(char)c}>/x"),
            "keys/żółw/模型/😀/é", "keys/e\u0301", "keys/a+b c%20d%2Fe", "keys/=?&#;:@", "keys/..a/.b./c..", "keys/" + new string('k', 1019)];

        ConcurrentDictionary<string, SinkResult> results = [];
        await Parallel.ForEachAsync(
            keys, new ParallelOptions { MaxDegreeOfParallelism = 4 },
            async (key, stop) => results[key] = await sink.PutAsync(Object(key, Encoding.UTF8.GetBytes(key)), stop));

        Assert.All(results, r => Assert.Equal(SinkResult.Stored, r.Value));
        Assert.Equal(keys.Order(StringComparer.Ordinal), (await ListAsync(target, "keys/")).Order(StringComparer.Ordinal));
        foreach (string key in keys)
        {
            Assert.Equal(key, Encoding.UTF8.GetString((await ReadAsync(target, key)).Content));
        }
    }

    [Theory]
    [OnDouble]
    [OnRgw]
    public async Task Putting_again_overwrites_and_never_doubles(string server)
    {
        S3Target target = await servers.GetAsync(server);
        using S3CaptureSink sink = target.Sink();

        SinkResult[] results = [
            await sink.PutAsync(Object("again/a", Bytes(5000, 1)), default), await sink.PutAsync(Object("again/a", Bytes(5000, 1)), default),
            await sink.PutAsync(Object("again/a", Bytes(4000, 2)), default)];

        Assert.All(results, r => Assert.Equal(SinkResult.Stored, r));
        Assert.Equal(["again/a"], await ListAsync(target, "again/"));
        Assert.Equal(Bytes(4000, 2), (await ReadAsync(target, "again/a")).Content);
    }

    [Theory]
    [OnDouble(S3RequestChecksum.Crc32)]
    [OnRgw(S3RequestChecksum.Crc32)]
    public Task A_large_object_arrives_in_parts(string server, object checksum) => LargeAsync(server, (S3RequestChecksum)checksum);

    [Theory]
    [OnDouble(S3RequestChecksum.Sha256)]
    [OnRgw(S3RequestChecksum.Sha256)]
    public Task A_large_object_arrives_in_parts_under_sha256(string server, object checksum) => LargeAsync(server, (S3RequestChecksum)checksum);

    [Theory]
    [OnDouble(S3RequestChecksum.None)]
    [OnRgw(S3RequestChecksum.None)]
    public Task A_large_object_arrives_in_parts_without_a_checksum(string server, object checksum) => LargeAsync(server, (S3RequestChecksum)checksum);

    [Theory]
    [OnDouble]
    [OnRgw]
    public async Task Puts_at_the_same_time_do_not_mix(string server)
    {
        S3Target target = await servers.GetAsync(server);
        using S3CaptureSink sink = target.Sink(o => o with { MaxConcurrentPuts = 8 });

        SinkResult[] results = await Task.WhenAll(
            Enumerable.Range(0, 64).Select(i => sink.PutAsync(Object($"many/{i:00}", Bytes(10_000 + i, i)), default)));

        Assert.All(results, r => Assert.Equal(SinkResult.Stored, r));
        Assert.Equal(64, (await ListAsync(target, "many/")).Length);
        for (int i = 0; i < 64; i++)
        {
            Assert.Equal(Bytes(10_000 + i, i), (await ReadAsync(target, $"many/{i:00}")).Content);
        }
    }

    /// <summary>
    /// On RGW length and ETag are judged, which it makes of what it received, not the bytes: its SQLite store (18.2.7) gives the last part's
    /// in place of every part's, whoever uploaded them.
    /// </summary>
    private async Task LargeAsync(string server, S3RequestChecksum checksum)
    {
        S3Target target = await servers.GetAsync(server);
        using S3CaptureSink sink = target.Sink(o => o with { RequestChecksum = checksum });
        string key = $"large/{checksum}";
        byte[] content = Bytes(20 << 20);

        SinkResult result = await sink.PutAsync(Object(key, content, "image/tiff"), default);
        SinkResult small = await sink.PutAsync(Object(key + "-small", [1, 2, 3]), default);

        using AmazonS3Client reader = target.Reader();
        GetObjectMetadataResponse head = await reader.GetObjectMetadataAsync(S3Target.Bucket, key);
        byte[] digests = [.. content.Chunk(8 << 20).SelectMany(part => BodyChecksums.Md5(part))];
        Assert.Equal((SinkResult.Stored, SinkResult.Stored), (result, small));
        Assert.Equal($"{Convert.ToHexStringLower(BodyChecksums.Md5(digests))}-3", head.ETag.Trim('"'));
        Assert.Equal(content.Length, head.ContentLength);
        Assert.Equal("image/tiff", head.Headers.ContentType);
        byte[] found = (await ReadAsync(target, key)).Content;
        Assert.True(server == S3Servers.Rgw || content.AsSpan().SequenceEqual(found));
        Assert.Equal([1, 2, 3], (await ReadAsync(target, key + "-small")).Content);
        Assert.Empty((await reader.ListMultipartUploadsAsync(S3Target.Bucket)).MultipartUploads ?? []);
    }

    internal static SinkObject Object(string key, byte[] content, string type = "application/octet-stream") =>
        new(key, type, content.Length, _ => Task.FromResult<Stream>(new MemoryStream(content, writable: false)));

    internal static byte[] Bytes(int count, int seed = 1)
    {
        byte[] bytes = new byte[count];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    internal static async Task<string[]> ListAsync(S3Target target, string prefix)
    {
        using AmazonS3Client reader = target.Reader();
        List<string> keys = [];
        await foreach (S3Object found in reader.Paginators.ListObjectsV2(new() { BucketName = S3Target.Bucket, Prefix = prefix }).S3Objects)
        {
            keys.Add(found.Key);
        }

        return [.. keys];
    }

    internal static async Task<(byte[] Content, string Type)> ReadAsync(S3Target target, string key)
    {
        using AmazonS3Client reader = target.Reader();
        using GetObjectResponse found = await reader.GetObjectAsync(S3Target.Bucket, key);
        using MemoryStream content = new();
        await found.ResponseStream.CopyToAsync(content);
        return (content.ToArray(), found.Headers.ContentType);
    }
}
