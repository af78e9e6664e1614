using EdgeActors.Grpc.Transport;

namespace EdgeActors.Specs.Grpc.Transport;

public sealed class GrpcTransportOptionsSpecs
{
    private readonly GrpcTransportOptionsValidator _validator = new();

    [Fact]
    public void Defaults_are_what_the_documents_say()
    {
        var options = new GrpcTransportOptions();

        Assert.Equal(4_194_304, options.MaxMessageBytes);
        Assert.Equal(1024, options.MaxConnections);
        Assert.Equal(100, options.MaxStreamsPerConnection);
        Assert.Equal(16_384, options.MaxHeaderBytes);
        Assert.Equal(65_536, options.BlockBytes);
        Assert.Equal(128, options.MaxBlocks);
        Assert.Equal(TimeSpan.FromMinutes(2), options.KeepAlivePingDelay);
        Assert.Equal(TimeSpan.FromSeconds(20), options.KeepAlivePingTimeout);
        Assert.Equal(TimeSpan.FromSeconds(10), options.RequestStallTimeout);
        Assert.Equal(TimeSpan.FromSeconds(2), options.GoneConnectionTimeout);
        Assert.True(_validator.Validate(null, options).Succeeded);
    }

    public static TheoryData<string, Action<object>> Faults => new()
    {
        { "MaxMessageBytes", o => ((GrpcTransportOptions)o).MaxMessageBytes = 0 },
        { "MaxMessageBytes", o => ((GrpcTransportOptions)o).MaxMessageBytes = 1L << 31 },
        { "MaxConnections", o => ((GrpcTransportOptions)o).MaxConnections = 0 },
        { "MaxStreamsPerConnection", o => ((GrpcTransportOptions)o).MaxStreamsPerConnection = 10_001 },
        { "MaxHeaderBytes", o => ((GrpcTransportOptions)o).MaxHeaderBytes = 100 },
        { "BlockBytes", o => ((GrpcTransportOptions)o).BlockBytes = 4095 },
        { "BlockBytes", o => ((GrpcTransportOptions)o).BlockBytes = 1_048_577 },
        { "MaxBlocks", o => ((GrpcTransportOptions)o).MaxBlocks = -1 },
        { "MaxBlocks", o => ((GrpcTransportOptions)o).MaxBlocks = 16_385 },
        { "KeepAlivePingDelay", o => ((GrpcTransportOptions)o).KeepAlivePingDelay = TimeSpan.Zero },
        { "KeepAlivePingTimeout", o => ((GrpcTransportOptions)o).KeepAlivePingTimeout = TimeSpan.FromDays(2) },
        { "RequestStallTimeout", o => ((GrpcTransportOptions)o).RequestStallTimeout = TimeSpan.FromMilliseconds(5) },
        { "GoneConnectionTimeout", o => ((GrpcTransportOptions)o).GoneConnectionTimeout = TimeSpan.FromHours(2) },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void Values_out_of_range_are_named(string key, Action<object> spoil)
    {
        var options = new GrpcTransportOptions();
        spoil(options);

        var result = _validator.Validate(null, options);

        Assert.StartsWith(key + " is ", Assert.Single(result.Failures!), StringComparison.Ordinal);
    }
}
