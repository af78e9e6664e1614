using EdgeActors.Capture;
using EdgeActors.Grpc.Agent.Capture;
using EdgeActors.Protocol.Grpc;

namespace EdgeActors.Specs.Grpc.Agent.Capture;

public sealed class CaptureRefusalStatusSpecs
{
    [Theory]
    [InlineData(CaptureRefusal.DuplicateId, GrpcStatusCode.AlreadyExists)]
    [InlineData(CaptureRefusal.Full, GrpcStatusCode.ResourceExhausted)]
    [InlineData(CaptureRefusal.FutureTimestamp, GrpcStatusCode.OutOfRange)]
    [InlineData(CaptureRefusal.Malformed, GrpcStatusCode.InvalidArgument)]
    [InlineData(CaptureRefusal.UnknownModel, GrpcStatusCode.NotFound)]
    [InlineData(CaptureRefusal.CloudUnreachable, GrpcStatusCode.FailedPrecondition)]
    [InlineData(CaptureRefusal.NotStored, GrpcStatusCode.Internal)]
    [InlineData(CaptureRefusal.Unavailable, GrpcStatusCode.Unavailable)]
    public void Refusal_has_the_contracts_status(CaptureRefusal reason, GrpcStatusCode code) =>
        Assert.Equal(code, CaptureRefusalStatus.CodeOf(reason));

    [Fact]
    public void No_refusal_is_forgotten() => Assert.All(
        Enum.GetValues<CaptureRefusal>(),
        reason => Assert.NotEqual(GrpcStatusCode.Unknown, CaptureRefusalStatus.CodeOf(reason)));
}
