using EdgeActors.Models.Binding;

namespace EdgeActors.Specs.Configuration;

public sealed class NearestNameSpecs
{
    private static readonly string[] Names = ["DbEnable", "DeploymentEnable", "BucketName"];

    [Theory]
    [InlineData("dbenable", "DbEnable")]
    [InlineData("DbEnabled", "DbEnable")]
    [InlineData("DeploymentEnabel", "DeploymentEnable")]
    [InlineData("BuketName", "BucketName")]
    public void Slip_of_the_pen_finds_its_name(string written, string meant) => Assert.Equal(meant, NearestName.Of(written, Names));

    [Theory]
    [InlineData("")]
    [InlineData("Something")]
    [InlineData("Db")]
    public void Other_words_find_nothing(string written) => Assert.Null(NearestName.Of(written, Names));

    [Fact]
    public void Name_of_hostile_length_finds_nothing() => Assert.Null(NearestName.Of(new string('D', 1_000_000), Names));
}
