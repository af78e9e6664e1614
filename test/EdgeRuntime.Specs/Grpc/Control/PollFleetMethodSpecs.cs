using EdgeActors.Deployment;
using EdgeActors.Grpc.Control;
using EdgeActors.Protocol.Control;
using EdgeActors.Specs.Grpc.Transport;

namespace EdgeActors.Specs.Grpc.Control;

public sealed class PollFleetMethodSpecs
{
    private const string Path = "/edgeactors.Control/PollFleet";

    [Theory]
    [InlineData(null, true, 3)]
    [InlineData("no network", false, 0)]
    public async Task The_fleets_answer_arrives(string? fault, bool isUnchanged, int deployments)
    {
        PollFleetMethod method = new(new FixedControl(new DeploymentProtocol.PollEnded(fault, isUnchanged, deployments)));
        await using var host = await TransportHost.StartAsync([method]);
        using var client = await host.ConnectAsync();

        var reply = await client.CallAsync(Path, []);

        // Five bytes of prefix come before the message.
        Assert.Equal(
            new PollFleetResponse { Fault = fault ?? "", Unchanged = isUnchanged, Deployments = deployments },
            PollFleetResponse.Parser.ParseFrom([.. reply.Data[5..]]));
    }

    [Fact]
    public async Task An_agent_that_fetches_no_models_says_how_it_would()
    {
        await using var host = await TransportHost.StartAsync([new PollFleetMethod(null)]);
        using var client = await host.ConnectAsync();

        var reply = await client.CallAsync(Path, []);

        Assert.Equal("9", reply.GrpcStatus);
        Assert.Contains("DeploymentEnable", reply.GrpcMessage, StringComparison.Ordinal);
    }

    private sealed class FixedControl(DeploymentProtocol.PollEnded answer) : IDeploymentControl
    {
        public Task<DeploymentProtocol.PollEnded> PollAsync(CancellationToken cancelled) => Task.FromResult(answer);

        public ValueTask<bool> TuneAsync(TimeSpan pollInterval, long generation, CancellationToken cancelled) => throw new NotSupportedException();
    }
}
