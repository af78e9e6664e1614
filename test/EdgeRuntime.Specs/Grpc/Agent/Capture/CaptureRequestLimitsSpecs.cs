using EdgeActors.Grpc.Agent.Capture;
using EdgeActors.Protocol.Agent;
using EdgeActors.Protocol.Grpc;

namespace EdgeActors.Specs.Grpc.Agent.Capture;

public sealed class CaptureRequestLimitsSpecs
{
    [Fact]
    public void Defaults_are_pinned_and_valid()
    {
        CaptureRequestOptions options = new();

        Assert.Equal((256, 64, 1024, 12288), (options.MaxItems, options.MaxRank, options.MaxNameBytes, options.MaxHeadBytes));
        Assert.Equal((32L << 20, 64L << 20, TimeSpan.FromMilliseconds(100)), (options.MaxCaptureBytes, options.MemoryBytes, options.RetryAfter));
        Assert.Equal(("no_version", false), (options.NoVersion, options.UnknownIdIsOk));
        Assert.Empty(options.Faults());
    }

    [Fact]
    public void Every_option_out_of_range_is_named()
    {
        CaptureRequestOptions low = new()
        {
            MaxItems = 0,
            MaxRank = 0,
            MaxNameBytes = 255,
            MaxHeadBytes = 1023,
            MaxCaptureBytes = 1023,
            MemoryBytes = 1022,
            RetryAfter = TimeSpan.Zero,
            NoVersion = "",
        };
        CaptureRequestOptions high = new()
        {
            MaxItems = 4097,
            MaxRank = 1025,
            MaxNameBytes = 8193,
            MaxHeadBytes = 49153,
            MaxCaptureBytes = (1L << 30) + 1,
            MemoryBytes = (16L << 30) + 1,
            RetryAfter = TimeSpan.FromMinutes(2),
            NoVersion = "a\n",
        };

        Assert.All([low, high], options => Assert.Equal(
            ["MaxItems", "MaxRank", "MaxNameBytes", "MaxHeadBytes", "MaxCaptureBytes", "MemoryBytes", "RetryAfter", "NoVersion"],
            options.Faults().Select(fault => fault[..fault.IndexOf(' ', StringComparison.Ordinal)])));
    }

    [Fact]
    public async Task Items_are_counted()
    {
        using CaptureCalls calls = new(new CaptureRequestOptions { MaxItems = 2 });
        CaptureDataRequest request = CaptureCalls.Good();
        request.InputTensors.Add(CaptureCalls.Bytes(1));
        request.Inputs.Add(new AuxilaryData());
        Assert.Equal(2, (await calls.AcceptAsync(request)).Items.Length);
        request.Outputs.Add(new AuxilaryData());

        GrpcException refused = await calls.RefuseAsync(request);

        Assert.Equal(GrpcStatusCode.InvalidArgument, refused.Code);
        Assert.Contains("more than 2 tensors and auxiliary data", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(256, true)]
    [InlineData(257, false)]
    public async Task Names_have_a_limit(int length, bool accepted)
    {
        using CaptureCalls calls = new(new CaptureRequestOptions { MaxNameBytes = 256 });
        CaptureDataRequest request = CaptureCalls.Good();
        request.Inputs.Add(new AuxilaryData { Name = new string('n', length), Encoding = Encoding.None });

        if (accepted)
        {
            Assert.Single((await calls.AcceptAsync(request)).Items);
        }
        else
        {
            Assert.Contains("a name has 257 bytes", (await calls.RefuseAsync(request)).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Names_and_shapes_together_have_a_limit()
    {
        using CaptureCalls calls = new(new CaptureRequestOptions { MaxHeadBytes = 1024 });
        CaptureDataRequest request = CaptureCalls.Good();
        request.Inputs.Add(new AuxilaryData { Name = new string('n', 1021), Encoding = Encoding.None });
        Assert.Single((await calls.AcceptAsync(request)).Items);
        request.Inputs.Add(new AuxilaryData { Name = "x" });

        GrpcException refused = await calls.RefuseAsync(request);

        Assert.Equal(GrpcStatusCode.InvalidArgument, refused.Code);
        Assert.Contains("more than 1024 bytes", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Dimensions_have_a_limit()
    {
        using CaptureCalls calls = new(new CaptureRequestOptions { MaxRank = 3 });
        Assert.Equal("Tensor[UINT8; 1, 1, 1]", (await calls.AcceptAsync(CaptureCalls.Bytes(1, DataType.Uint8, 1, 1, 1))).ContentType);

        GrpcException refused = await calls.RefuseAsync(CaptureCalls.Bytes(1, DataType.Uint8, 1, 1, 1, 1));

        Assert.Equal((GrpcStatusCode.InvalidArgument, "a tensor's shape has more than 3 dimensions"), (refused.Code, refused.Message));
    }
}
