using EdgeActors.Grpc.Agent;

namespace EdgeActors.Specs.Grpc.Agent;

public sealed class AgentOptionsSpecs
{
    [Fact]
    public void Defaults_are_pinned_and_valid()
    {
        AgentOptions options = new();

        Assert.Equal(1024, options.MaxTensors);
        Assert.Equal(64, options.MaxRank);
        Assert.Equal(65536, options.MaxNameBytes);
        Assert.Equal(65536, options.MaxControlMessageBytes);
        Assert.Equal(TimeSpan.FromMilliseconds(100), options.RetryAfter);
        Assert.Empty(options.Faults());
    }

    [Fact]
    public void Every_option_out_of_range_is_named()
    {
        AgentOptions low = new() { MaxTensors = 0, MaxRank = 0, MaxNameBytes = 255, MaxControlMessageBytes = 8191, RetryAfter = TimeSpan.Zero };
        AgentOptions high = new()
        {
            MaxTensors = 65537,
            MaxRank = 1025,
            MaxNameBytes = 65537,
            MaxControlMessageBytes = 524289,
            RetryAfter = TimeSpan.FromMinutes(2),
        };

        Assert.All([low, high], options => Assert.Equal(
            ["MaxTensors", "MaxRank", "MaxNameBytes", "MaxControlMessageBytes", "RetryAfter"],
            options.Faults().Select(fault => fault[..fault.IndexOf(' ', StringComparison.Ordinal)])));
    }
}
