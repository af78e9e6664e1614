using EdgeActors.Protocol.Agent;
using EdgeActors.Protocol.Client;
using EdgeActors.Specs.Agents;
using EdgeActors.Specs.Http2;
using Google.Protobuf;

namespace EdgeActors.Specs.Clients;

/// <summary>A client of bare frames, with the authorities that gRPC libraries really send, against a real agent.</summary>
public sealed class RawHttp2Specs
{
    private const string Predict = "/AWS.SageMaker.Edge.Agent/Predict";

    [NeedsTheory(Needs.Models)]
    [InlineData("percent-encoded")]
    [InlineData("raw path")]
    [InlineData("empty")]
    [InlineData("none")]
    public async Task Every_authority_is_served(string kind)
    {
        await using AgentProcess agent = await AgentProcess.StartAsync();
        KnownAnswer mnist = KnownAnswer.Mnist();
        using (EdgeAgentClient control = agent.Connect())
        {
            await control.LoadAsync(mnist);
        }

        string? authority = kind switch
        {
            "percent-encoded" => Uri.EscapeDataString(agent.Socket),
            "raw path" => agent.Socket,
            "empty" => "",
            _ => null,
        };
        using Http2TestConnection client = await Http2TestConnection.ConnectAsync(agent.Socket);

        for (int call = 0; call < 3; call++)
        {
            Http2TestReply reply = await client.CallAsync(Predict, mnist.Request.ToByteArray(), authority);

            Assert.Equal("0", reply.GrpcStatus);
            Assert.True(mnist.Matches(PredictResponse.Parser.ParseFrom([.. reply.Data.Skip(5)])));
        }
    }

    [Fact]
    public async Task Unknown_methods_answer_unimplemented_without_a_body()
    {
        await using AgentProcess agent = await AgentProcess.StartAsync();
        using Http2TestConnection client = await Http2TestConnection.ConnectAsync(agent.Socket);

        Http2TestReply reply = await client.CallAsync("/AWS.SageMaker.Edge.Agent/Nothing", [], "localhost");

        Assert.Equal("12", reply.GrpcStatus);
        Assert.True(reply.IsTrailersOnly);
    }
}
