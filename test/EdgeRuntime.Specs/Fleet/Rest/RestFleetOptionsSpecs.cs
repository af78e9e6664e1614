using EdgeActors.Configuration;
using EdgeActors.Fleet;
using EdgeActors.Fleet.Rest;

namespace EdgeActors.Specs.Fleet.Rest;

public sealed class RestFleetOptionsSpecs
{
    private static readonly RestFleetOptions Valid =
        new() { Endpoint = new Uri("https://edge.example:8443"), Region = "eu-central-1", Identity = new DeviceIdentity("line_a", "press-1") };

    [Fact]
    public void Defaults_are_pinned_and_valid()
    {
        Assert.Null(Valid.Proxy);
        Assert.Equal(TimeSpan.FromSeconds(10), Valid.ConnectTimeout);
        Assert.Equal(TimeSpan.FromSeconds(30), Valid.CallTimeout);
        Assert.Equal(1 << 20, Valid.MaxAnswerBytes);
        Assert.Equal(TimeSpan.FromMinutes(2), Valid.IdleConnections);
        Assert.Equal(TimeSpan.FromMinutes(1), Valid.ClockTolerance);
        Assert.Empty(Valid.Faults());
    }

    [Theory]
    [InlineData("http://edge.example")]
    [InlineData("http://10.0.0.1:8080")]
    [InlineData("ftp://localhost")]
    [InlineData("https://host/path")]
    [InlineData("https://host?query")]
    public void What_leaves_the_machine_is_encrypted(string endpoint)
    {
        ConfigurationFault fault = Assert.Single((Valid with { Endpoint = new Uri(endpoint) }).Faults());

        Assert.Equal("Endpoint", fault.Key);
        Assert.Equal(endpoint, fault.Value);
    }

    [Theory]
    [InlineData("http://localhost:8080")]
    [InlineData("http://127.0.0.1:8080")]
    [InlineData("http://[::1]:8080")]
    [InlineData("https://edge.example")]
    public void On_this_machine_it_need_not_be(string endpoint)
    {
        Assert.Empty((Valid with { Endpoint = new Uri(endpoint) }).Faults());
    }

    [Fact]
    public void A_password_in_the_address_is_not_shown()
    {
        Assert.Null(Assert.Single((Valid with { Endpoint = new Uri("https://user:CANARY@host") }).Faults()).Value);
    }

    [Fact]
    public void Every_fault_is_told()
    {
        RestFleetOptions low = Valid with
        {
            Region = "EU",
            Identity = new DeviceIdentity("-a", "b/c"),
            ConnectTimeout = TimeSpan.Zero,
            CallTimeout = TimeSpan.Zero,
            MaxAnswerBytes = 4095,
            IdleConnections = TimeSpan.Zero,
            ClockTolerance = TimeSpan.Zero,
        };
        RestFleetOptions high = Valid with
        {
            ConnectTimeout = TimeSpan.FromSeconds(121),
            CallTimeout = TimeSpan.FromSeconds(601),
            MaxAnswerBytes = (16 << 20) + 1,
            IdleConnections = TimeSpan.FromHours(2),
            ClockTolerance = TimeSpan.FromMinutes(16),
        };
        string[] limits = ["ConnectTimeout", "CallTimeout", "MaxAnswerBytes", "IdleConnections", "ClockTolerance"];

        Assert.Equal(["Region", "Fleet", "Device", .. limits], low.Faults().Select(fault => fault.Key));
        Assert.Equal(limits, high.Faults().Select(fault => fault.Key));
    }
}
