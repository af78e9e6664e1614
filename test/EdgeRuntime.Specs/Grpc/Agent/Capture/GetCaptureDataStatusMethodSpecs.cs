using EdgeActors.Capture;
using EdgeActors.Grpc.Agent;
using EdgeActors.Grpc.Agent.Capture;
using EdgeActors.Protocol.Agent;
using EdgeActors.Protocol.Grpc;

namespace EdgeActors.Specs.Grpc.Agent.Capture;

public sealed class GetCaptureDataStatusMethodSpecs
{
    [Theory]
    [InlineData(CaptureStatus.Failure, CaptureDataStatus.Failure)]
    [InlineData(CaptureStatus.Success, CaptureDataStatus.Success)]
    [InlineData(CaptureStatus.InProgress, CaptureDataStatus.InProgress)]
    public async Task Known_id_has_its_status(CaptureStatus status, CaptureDataStatus expected)
    {
        FakeCaptureBuffer buffer = new();
        buffer.Statuses["c"] = status;
        using FakeUnaryCall call = new(new GetCaptureDataStatusRequest { CaptureId = "c" });

        GetCaptureDataStatusResponse response = GetCaptureDataStatusResponse.Parser.ParseFrom(await call.AnswerOfAsync(Method(buffer)));

        Assert.Equal(expected, response.Status);
    }

    [Theory]
    [InlineData("c\u2028x", "no capture \"c\\u2028x\" is known")]
    [InlineData("", "no capture \"\" is known")]
    public async Task Unknown_id_is_the_status_not_found(string id, string expected)
    {
        using FakeUnaryCall call = new(new GetCaptureDataStatusRequest { CaptureId = id });

        GrpcException refused = await Assert.ThrowsAsync<GrpcException>(async () => await Method(new FakeCaptureBuffer()).InvokeAsync(call));

        Assert.Equal(GrpcStatusCode.NotFound, refused.Code);
        Assert.StartsWith(expected, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unknown_id_is_the_enum_value_when_asked_for()
    {
        using FakeUnaryCall call = new(new GetCaptureDataStatusRequest { CaptureId = new string('c', 300) });

        byte[] answer = await call.AnswerOfAsync(Method(new FakeCaptureBuffer(), new CaptureRequestOptions { UnknownIdIsOk = true }));

        Assert.Equal(CaptureDataStatus.NotFound, GetCaptureDataStatusResponse.Parser.ParseFrom(answer).Status);
    }

    [Fact]
    public async Task Buffer_that_is_down_is_unavailable_and_says_when_to_come_back()
    {
        FakeCaptureBuffer buffer = new(new CaptureProtocol.CaptureRefused(CaptureRefusal.Unavailable, "its disk is gone", TimeSpan.FromSeconds(1)));
        using FakeUnaryCall call = new(new GetCaptureDataStatusRequest { CaptureId = "c" });

        GrpcException refused = await Assert.ThrowsAsync<GrpcException>(async () => await Method(buffer).InvokeAsync(call));

        Assert.Equal(
            (GrpcStatusCode.Unavailable, "its disk is gone", TimeSpan.FromSeconds(1)), (refused.Code, refused.Message, refused.RetryAfter));
    }

    [Fact]
    public async Task Client_that_gives_up_is_cancelled()
    {
        using FakeUnaryCall call = new(new GetCaptureDataStatusRequest { CaptureId = "c" });
        Task invoked = Method(new FakeCaptureBuffer { Holds = true }).InvokeAsync(call).AsTask();

        call.Abort();

        Assert.Equal(GrpcStatusCode.Cancelled, (await Assert.ThrowsAsync<GrpcException>(() => invoked)).Code);
    }

    [Fact]
    public void Statuses_are_those_of_the_wire() => Assert.All(
        Enum.GetValues<CaptureStatus>(),
        status => Assert.Equal(status.ToString(), ((CaptureDataStatus)status).ToString()));

    private static GetCaptureDataStatusMethod Method(ICaptureBuffer buffer, CaptureRequestOptions? options = null) =>
        new(buffer, new AgentOptions(), options ?? new CaptureRequestOptions());
}
