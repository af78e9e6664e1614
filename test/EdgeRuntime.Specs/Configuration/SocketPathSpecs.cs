using EdgeActors.Configuration;

namespace EdgeActors.Specs.Configuration;

public sealed class SocketPathSpecs
{
    [Fact]
    public void Default_is_the_components_own() => Assert.Equal("/tmp/aws.greengrass.SageMakerEdgeManager.sock", SocketPath.Default);

    [Theory]
    [InlineData("/tmp/aws.greengrass.SageMakerEdgeManager.sock")]
    [InlineData("/run/edgeactors/agent.sock", "/run/edgeactors")]
    [InlineData("/tmp/aws.greengrass.SageMakerEdgeManager.sock", "/tmp/aws.greengrass.SageMakerEdgeManager.sock", "/run/edgeactors")]
    public void Clients_look_for_the_component_first_and_then_for_the_service(string expected, params string[] there) =>
        Assert.Equal(expected, SocketPath.OfClients(there.Contains));

    [Fact]
    public void Unix_address_is_taken_as_its_path() => Assert.Equal("/tmp/a.sock", SocketPath.From("unix:///tmp/a.sock"));

    [Fact]
    public void Longest_path_is_accepted() => Assert.Null(SocketPath.Fault("-a", "/" + new string('x', 106)));

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("unix://", "is empty")]
    [InlineData("/tmp/\0", "holds a zero byte")]
    public void Unusable_path_is_a_fault(string path, string rule) => Assert.Contains(rule, SocketPath.Fault("-a", path)!.Rule, StringComparison.Ordinal);

    [Fact]
    public void Path_that_the_system_cannot_take_is_a_fault()
    {
        ConfigurationFault? fault = SocketPath.Fault("-a", "/" + new string('ü', 54));

        Assert.Equal("has 109 bytes as a full path and may have 107", fault?.Rule);
    }
}
