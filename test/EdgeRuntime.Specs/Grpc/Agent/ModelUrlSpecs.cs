using EdgeActors.Grpc.Agent;

namespace EdgeActors.Specs.Grpc.Agent;

public sealed class ModelUrlSpecs
{
    [Theory]
    [InlineData("/opt/models/mnist")]
    [InlineData("../com.example.Model")]
    [InlineData(".")]
    [InlineData(@"C:\models\mnist")]
    [InlineData("folder:with:colons")]
    [InlineData("://")]
    [InlineData("größe/模型")]
    public void A_folder_may_be_looked_for(string url) => Assert.Null(ModelUrl.FaultOf(url));

    [Theory]
    [InlineData("", "empty")]
    [InlineData("a\0b", "NUL")]
    [InlineData("s3://bucket/key", "s3://")]
    [InlineData("HTTP://host/model", "HTTP://")]
    [InlineData("https://host/model", "https://")]
    [InlineData("file:///opt/model", "leave the scheme out")]
    public void Anything_else_is_refused_with_the_fix(string url, string names)
    {
        string? fault = ModelUrl.FaultOf(url);

        Assert.Contains(names, fault, StringComparison.Ordinal);
        Assert.Contains("a folder on this device", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void The_longest_path_has_4095_bytes()
    {
        Assert.Null(ModelUrl.FaultOf(new string('a', 4095)));
        Assert.Contains("4095", ModelUrl.FaultOf(new string('a', 4096)), StringComparison.Ordinal);
        Assert.Contains("4095", ModelUrl.FaultOf(new string('é', 2048)), StringComparison.Ordinal);
    }
}
