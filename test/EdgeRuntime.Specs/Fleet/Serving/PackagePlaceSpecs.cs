using EdgeActors.Fleet;
using EdgeActors.Fleet.Documents;
using EdgeActors.Fleet.Serving;

namespace EdgeActors.Specs.Fleet.Serving;

public sealed class PackagePlaceSpecs
{
    private static readonly FleetTree Tree = new("line_a");
    private static readonly FleetTreeRoot Folder = new FleetTreeRoot.Folder("/srv/fleets");
    private static readonly FleetTreeRoot.Bucket Bucket = new("plant", "edge");

    [Fact]
    public void A_bucket_is_its_own_place_unless_another_is_given()
    {
        Assert.Equal("s3://plant/edge/fleets/line_a/", PackagePlace.Of(Bucket, null, Tree));
        Assert.Equal("s3://copy/fleets/line_a/", PackagePlace.Of(Bucket, new FleetTreeRoot.Bucket("copy", ""), Tree));
        Assert.Equal("s3://copy/fleets/line_a/", PackagePlace.Of(Folder, new FleetTreeRoot.Bucket("copy", ""), Tree));
        Assert.Null(PackagePlace.Of(Folder, null, Tree));
    }

    [Theory]
    [InlineData("packages/mnist-1.0.tar.gz", true)]
    [InlineData("s3://bucket/mnist-1.0.tar.gz", false)]
    [InlineData("", false)]
    public void Only_packages_of_the_tree_need_one(string url, bool needed)
    {
        DesiredDocument desired = new()
        {
            Fleet = "line_a",
            Revision = 1,
            Written = DateTimeOffset.UnixEpoch,
            Deployments = [new DesiredDeployment { Name = "roll-1", Definitions = [new ModelDefinition { Handle = "mnist", Url = url }] }],
        };

        Assert.Equal(needed, PackagePlace.IsNeeded(desired, Tree));
        Assert.False(PackagePlace.IsNeeded(null, Tree));
    }
}
