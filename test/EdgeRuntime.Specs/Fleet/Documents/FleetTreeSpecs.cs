using EdgeActors.Fleet.Documents;

namespace EdgeActors.Specs.Fleet.Documents;

public sealed class FleetTreeSpecs
{
    private static readonly FleetTree Tree = new("plant-7");

    [Fact]
    public void Keys_are_those_of_the_documented_tree()
    {
        string digest = "0123456789abcdef" + new string('f', 48);

        Assert.Equal(
            [
                "fleets/plant-7/fleet.json", "fleets/plant-7/desired.json", "fleets/plant-7/desired.json.dsse", "fleets/plant-7/devices/press-1.json",
                "fleets/plant-7/heartbeats/press-1.json", "fleets/plant-7/results/vib/0123456789abcdef/failed/press-1.json",
                "fleets/plant-7/results/vib/0123456789abcdef/succeeded/",
                "fleets/plant-7/results/vib/0123456789abcdef/stopped/press-1.json", "fleets/plant-7/packages/",
            ],
            [
                Tree.FleetKey, Tree.DesiredKey, Tree.DesiredSignatureKey, Tree.DeviceKey("press-1"), Tree.HeartbeatKey("press-1"),
                Tree.ResultKey("vib", digest, succeeded: false, "press-1"), Tree.Results("vib", digest, succeeded: true),
                Tree.ResultKey(new("vib", false, "", default, default, []) { Digest = digest, Stopped = true }, "press-1"), Tree.Packages,
            ]);
    }

    [Theory]
    [InlineData("press_12.a-B", "press_12.a-B")]
    [InlineData("thing:1", "thing%3A1")]
    [InlineData("../../etc", "%2E.%2F..%2Fetc")]
    [InlineData("..", "%2E%2E")]
    [InlineData(".hidden", "%2Ehidden")]
    [InlineData("dot.", "dot%2E")]
    [InlineData("a/b\\c", "a%2Fb%5Cc")]
    [InlineData("żółw", "%C5%BC%C3%B3%C5%82w")]
    [InlineData("100%", "100%25")]
    [InlineData("con", "%63on")]
    [InlineData("LPT1.json", "%4CPT1.json")]
    [InlineData("console", "console")]
    [InlineData("\0", "%00")]
    public void A_name_becomes_one_safe_part_and_comes_back(string name, string expected)
    {
        string part = TreeName.Encode(name);

        Assert.Equal(expected, part);
        Assert.Equal(name, TreeName.Decode(part));
        Assert.Equal(name, FleetTree.DeviceOf(Tree.HeartbeatKey(name)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("%3a")]
    [InlineData("%41")]
    [InlineData("%FF")]
    [InlineData("%")]
    [InlineData("con")]
    [InlineData("a b")]
    [InlineData("a\n")]
    [InlineData(".a")]
    public void What_was_not_written_by_us_is_no_name(string part) => Assert.Null(TreeName.Decode(part));

    [Theory]
    [InlineData("packages/mnist-1.0.tar.gz", "fleets/plant-7/packages/mnist-1.0.tar.gz")]
    [InlineData("packages/../desired.json", null)]
    [InlineData("packages/a/b", null)]
    [InlineData("packages/.a", null)]
    [InlineData("packages/", null)]
    [InlineData("packages/a\n", null)]
    [InlineData("/packages/a", null)]
    [InlineData("s3://bucket/packages/a", null)]
    public void Only_packages_of_the_tree_have_a_key(string url, string? key) => Assert.Equal(key, Tree.PackageKey(url));

    [Fact]
    public void A_package_is_named_by_model_version_and_digest()
    {
        string url = FleetTree.PackageUrl("mnist", "1.0 b", new string('a', 12) + new string('b', 52));

        Assert.Equal("packages/mnist-1.0%20b-aaaaaaaaaaaa.tar.gz", url);
        Assert.Equal("fleets/plant-7/packages/mnist-1.0%20b-aaaaaaaaaaaa.tar.gz.dsse", FleetTree.SignatureKey(Tree.PackageKey(url)!));
    }
}
