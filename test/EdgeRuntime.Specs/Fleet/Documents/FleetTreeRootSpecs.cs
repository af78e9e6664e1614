using EdgeActors.Fleet.Documents;

namespace EdgeActors.Specs.Fleet.Documents;

public sealed class FleetTreeRootSpecs
{
    [Theory]
    [InlineData("s3://my-fleets", "my-fleets", "")]
    [InlineData("s3://my-fleets/", "my-fleets", "")]
    [InlineData("s3://my-fleets/plants/one/", "my-fleets", "plants/one")]
    public void A_bucket_has_a_name_and_a_prefix(string url, string name, string prefix)
    {
        Assert.True(FleetTreeRoot.TryParse(url, out FleetTreeRoot? root));
        FleetTreeRoot.Bucket bucket = Assert.IsType<FleetTreeRoot.Bucket>(root);
        Assert.Equal((name, prefix, prefix.Length == 0 ? "" : prefix + "/"), (bucket.Name, bucket.Prefix, bucket.KeyPrefix));
        Assert.Equal(url.TrimEnd('/'), root.ToString());
    }

    [Theory]
    [InlineData("/media/usb")]
    [InlineData("/media/usb/")]
    [InlineData("file:///media/usb")]
    [InlineData("file:///media/x/%2E%2E/usb")]
    [InlineData("/media/x/../usb")]
    public void A_folder_is_absolute(string url)
    {
        Assert.True(FleetTreeRoot.TryParse(url, out FleetTreeRoot? root));
        Assert.Equal(new FleetTreeRoot.Folder("/media/usb"), root);
        Assert.Equal("/media/usb", root.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("media/usb")]
    [InlineData("s3://")]
    [InlineData("s3://A/b")]
    [InlineData("s3://my-fleets/a//b")]
    [InlineData("s3://my-fleets/../b")]
    [InlineData("S3://my-fleets")]
    [InlineData("file://server/share")]
    [InlineData("file:///media/usb?x")]
    [InlineData("/media/usb\n")]
    [InlineData("https://edge.example")]
    public void Anything_else_is_no_tree(string url) => Assert.False(FleetTreeRoot.TryParse(url, out _));
}
