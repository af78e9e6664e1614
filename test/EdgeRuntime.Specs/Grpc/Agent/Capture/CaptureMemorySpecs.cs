using EdgeActors.Grpc.Agent.Capture;
using EdgeActors.Protocol.Agent;
using EdgeActors.Protocol.Grpc;
using Google.Protobuf;

namespace EdgeActors.Specs.Grpc.Agent.Capture;

public sealed class CaptureMemorySpecs
{
    private static readonly CaptureRequestOptions Small = new() { MaxCaptureBytes = 4096, MemoryBytes = 6000 };

    [Fact]
    public async Task Capture_over_its_limit_is_refused_without_a_retry_hint()
    {
        using CaptureCalls calls = new(Small);
        CaptureDataRequest request = CaptureCalls.Good();
        request.InputTensors.Add(CaptureCalls.Bytes(4000, DataType.Uint8, 4000));
        request.OutputTensors.Add(CaptureCalls.Bytes(97, DataType.Uint8, 97));

        GrpcException refused = await calls.RefuseAsync(request);

        Assert.Equal((GrpcStatusCode.ResourceExhausted, null), (refused.Code, refused.RetryAfter));
        Assert.Contains("more than 4096 bytes", refused.Message, StringComparison.Ordinal);
        Assert.Equal(0, calls.Memory.InUse);
    }

    [Fact]
    public async Task Captures_over_the_budget_together_are_refused_with_a_retry_hint_and_fit_later()
    {
        using CaptureCalls calls = new(Small);
        using (CaptureMemory.Share other = calls.Memory.Open())
        {
            _ = other.Rent(3000);

            GrpcException refused = await calls.RefuseAsync(CaptureCalls.Bytes(3001, DataType.Uint8, 3001));

            Assert.Equal((GrpcStatusCode.ResourceExhausted, Small.RetryAfter), (refused.Code, refused.RetryAfter!.Value));
            Assert.Contains("3000 of 6000 bytes are in use", refused.Message, StringComparison.Ordinal);
        }

        Assert.Equal(3001, (await calls.AcceptAsync(CaptureCalls.Bytes(3001, DataType.Uint8, 3001))).Data.Length);
    }

    [Fact]
    public async Task Shared_memory_counts_as_well()
    {
        using CaptureCalls calls = new(new CaptureRequestOptions { MaxCaptureBytes = 1024, MemoryBytes = 1024 });
        using CaptureMemory.Share other = calls.Memory.Open();
        _ = other.Rent(1000);

        GrpcException refused = await calls.RefuseAsync(CaptureCalls.Shared(size: 25));

        Assert.Equal(GrpcStatusCode.ResourceExhausted, refused.Code);
        Assert.Equal(1000, calls.Memory.InUse);
    }

    [Fact]
    public async Task Message_that_breaks_off_gives_its_bytes_back()
    {
        using CaptureCalls calls = new();
        CaptureDataRequest request = CaptureCalls.Good();
        request.InputTensors.Add(CaptureCalls.Bytes(3000, DataType.Uint8, 3000));
        using FakeUnaryCall call = new(request.ToByteArray()[..1000], 100);

        await Assert.ThrowsAsync<GrpcException>(async () => await calls.Method.InvokeAsync(call));

        Assert.Equal(0, calls.Memory.InUse);
    }
}
