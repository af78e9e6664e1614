using EdgeActors.Capture;
using EdgeActors.Grpc.Transport;
using EdgeActors.Protocol.Agent;
using EdgeActors.Protocol.Grpc;
using EdgeActors.Wording;
using Google.Protobuf;

namespace EdgeActors.Grpc.Agent.Capture;

/// <summary>GetCaptureDataStatus: where a capture is on its way.</summary>
internal sealed class GetCaptureDataStatusMethod(ICaptureBuffer buffer, AgentOptions limits, CaptureRequestOptions options) : IUnaryMethod
{
    /// <inheritdoc />
    public string Path => AgentMethods.PathOf("GetCaptureDataStatus");

    /// <inheritdoc />
    public async ValueTask InvokeAsync(UnaryCall call)
    {
        WholeMessageParser<GetCaptureDataStatusRequest> parser = new(limits.MaxControlMessageBytes);
        await call.ReadAsync(parser);
        string id = parser.Message.CaptureId;
        CaptureStatus status = await StatusAsync(id, call.Aborted);
        if (status == CaptureStatus.NotFound && !options.UnknownIdIsOk)
        {
            throw new GrpcException(
                GrpcStatusCode.NotFound,
                $"no capture \"{Printable.Of(id)}\" is known: it was never accepted, or it ended so long ago that it is forgotten");
        }

        GetCaptureDataStatusResponse response = new() { Status = (CaptureDataStatus)status };
        call.StartResponse(response.CalculateSize());
        response.WriteTo(call.Body);
    }

    private async ValueTask<CaptureStatus> StatusAsync(string id, CancellationToken aborted)
    {
        // No capture has such an id, so nobody needs to be asked.
        if (id.Length is 0 or > CaptureRequest.LongestId)
        {
            return CaptureStatus.NotFound;
        }

        try
        {
            return await buffer.StatusAsync(id, aborted);
        }
        catch (CaptureUnavailableException down)
        {
            throw CaptureRefusalStatus.ToException(down.Refused);
        }
        catch (OperationCanceledException gone) when (aborted.IsCancellationRequested)
        {
            throw new GrpcException(GrpcStatusCode.Cancelled, "the client gave up waiting for GetCaptureDataStatus", gone);
        }
    }
}
