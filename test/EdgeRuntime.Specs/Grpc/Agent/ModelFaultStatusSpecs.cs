using EdgeActors.Grpc.Agent;
using EdgeActors.Models;
using EdgeActors.Protocol.Grpc;

namespace EdgeActors.Specs.Grpc.Agent;

public sealed class ModelFaultStatusSpecs
{
    [Fact]
    public void Every_fault_has_the_status_of_its_name() => Assert.All(
        Enum.GetValues<FaultCode>(),
        code => Assert.Equal(code.ToString(), ModelFaultStatus.CodeOf(code).ToString()));

    [Fact]
    public void Text_and_retry_hint_are_kept()
    {
        GrpcException status = ModelFaultStatus.ToException(new ModelFault(FaultCode.Unavailable, "stopping", TimeSpan.FromSeconds(3)));

        Assert.Equal((GrpcStatusCode.Unavailable, "stopping", TimeSpan.FromSeconds(3)), (status.Code, status.Message, status.RetryAfter!.Value));
    }
}
