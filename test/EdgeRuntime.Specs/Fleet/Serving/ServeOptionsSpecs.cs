using System.Net;
using EdgeActors.Fleet.Serving;

namespace EdgeActors.Specs.Fleet.Serving;

public sealed class ServeOptionsSpecs
{
    private static readonly ServeOptions Valid = new();

    [Fact]
    public void Defaults_are_pinned_and_valid()
    {
        Assert.Equal(IPEndPoint.Parse("127.0.0.1:8480"), Valid.Listen);
        Assert.Equal(256, Valid.MaxConnections);
        Assert.Equal(64, Valid.MaxCalls);
        Assert.Equal(10_000, Valid.MaxDevices);
        Assert.Equal(1 << 20, Valid.MaxRequestBytes);
        Assert.Equal(TimeSpan.FromSeconds(30), Valid.CallTimeout);
        Assert.Equal(TimeSpan.FromSeconds(5), Valid.RetryAfter);
        Assert.Empty(Valid.Faults());
    }

    [Fact]
    public void Every_fault_is_told()
    {
        ServeOptions low = Valid with
        {
            CertificateKey = "key.pem",
            MaxConnections = 0,
            MaxCalls = 0,
            MaxDevices = 0,
            MaxRequestBytes = 4095,
            CallTimeout = TimeSpan.Zero,
            RetryAfter = TimeSpan.Zero,
        };
        ServeOptions high = Valid with
        {
            MaxConnections = 10_001,
            MaxCalls = 1025,
            MaxDevices = 1_000_001,
            MaxRequestBytes = (16 << 20) + 1,
            CallTimeout = TimeSpan.FromSeconds(301),
            RetryAfter = TimeSpan.FromSeconds(301),
        };
        string[] limits = ["MaxConnections", "MaxCalls", "MaxDevices", "MaxRequestBytes", "CallTimeout", "RetryAfter"];

        Assert.Equal(["CertificateKey", .. limits], low.Faults().Select(fault => fault.Key));
        Assert.Equal(limits, high.Faults().Select(fault => fault.Key));
    }

    [Theory]
    [InlineData("127.0.0.1:80", null, false)]
    [InlineData("[::1]:80", null, false)]
    [InlineData("0.0.0.0:80", null, true)]
    [InlineData("10.0.0.1:80", null, true)]
    [InlineData("0.0.0.0:443", "server.pem", false)]
    public void What_others_can_read_on_the_way_is_open(string listen, string? certificate, bool open)
    {
        Assert.Equal(open, (Valid with { Listen = IPEndPoint.Parse(listen), Certificate = certificate }).IsOpen);
    }
}
