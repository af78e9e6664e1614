using EdgeActors.Packages;
using EdgeActors.Packages.Sources;
using EdgeActors.Specs.Packages.Fakes;

namespace EdgeActors.Specs.Packages.Sources;

public sealed class PackageUrlSpecs
{
    [Theory]
    [InlineData("packages/mnist-1.0.tar.gz", null, "packages/mnist-1.0.tar.gz")]
    [InlineData("s3://models-eu/a/b c.zip", "models-eu", "a/b c.zip")]
    public void Paths_and_objects_are_told_apart(string url, string? bucket, string key) =>
        Assert.Equal(new PackageUrl(bucket, key), PackageUrl.Read(url));

    [Theory]
    [InlineData("")]
    [InlineData("/etc/passwd")]
    [InlineData("../up")]
    [InlineData("a/../b")]
    [InlineData("a//b")]
    [InlineData("a\\b")]
    [InlineData("a\nb")]
    [InlineData("http://169.254.169.254/latest/meta-data")]
    [InlineData("https://host/a")]
    [InlineData("file:///etc/passwd")]
    [InlineData("s3://")]
    [InlineData("s3://bucket")]
    [InlineData("s3://bucket/")]
    [InlineData("s3://bucket/../other/key")]
    [InlineData("s3://UPPER/key")]
    [InlineData("s3://user:secret@host/key")]
    [InlineData("S3://bucket/key")]
    public void Anything_else_is_refused_for_good(string url) =>
        Assert.False(Assert.Throws<PackageSourceException>(() => PackageUrl.Read(url)).IsTransient);

    [Fact]
    public async Task Only_buckets_on_the_list_are_asked()
    {
        FakeSource tree = new FakeSource().Put("packages/a", [1]);
        List<string> asked = [];
        FakeSource bucket = new FakeSource().Put("key", [2]);
        PackageSources sources = new(
            tree,
            name =>
            {
                asked.Add(name);
                return bucket;
            },
            new HashSet<string> { "ours", "theirs" });

        await sources.OpenAsync("packages/a", 0, null, default);
        await sources.OpenAsync("s3://theirs/key", 0, null, default);
        PackageSourceException refused = await Assert.ThrowsAsync<PackageSourceException>(() => sources.OpenAsync("s3://evil/key", 0, null, default));

        Assert.Equal(["theirs"], asked);
        Assert.False(refused.IsTransient);
        Assert.Contains("edgeactors_package_buckets", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_tree_or_a_way_to_buckets_the_reason_says_so()
    {
        PackageSources none = new(null, null, new HashSet<string> { "ours" });

        PackageSourceException tree = await Assert.ThrowsAsync<PackageSourceException>(() => none.OpenAsync("packages/a", 0, null, default));
        PackageSourceException bucket = await Assert.ThrowsAsync<PackageSourceException>(() => none.OpenAsync("s3://ours/a", 0, null, default));

        Assert.Contains("has none", tree.Message, StringComparison.Ordinal);
        Assert.Contains("region", bucket.Message, StringComparison.Ordinal);
    }
}
