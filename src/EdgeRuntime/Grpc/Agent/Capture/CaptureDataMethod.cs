using EdgeActors.Capture;
using EdgeActors.Grpc.Transport;
using EdgeActors.Protocol.Agent;
using EdgeActors.Protocol.Grpc;

namespace EdgeActors.Grpc.Agent.Capture;

/// <summary>CaptureData: tensors and auxiliary data to be kept. OK means accepted; with <c>DbEnable</c> it means stored.</summary>
internal sealed class CaptureDataMethod(
    ICaptureBuffer buffer, CaptureRequest judge, CaptureMemory memory, PredictNames names, CaptureRequestOptions options) : IUnaryMethod
{
    private static readonly CaptureDataResponse Done = new();

    /// <inheritdoc />
    public string Path => AgentMethods.PathOf("CaptureData");

    /// <inheritdoc />
    public async ValueTask InvokeAsync(UnaryCall call)
    {
        if (buffer.Full is { } full)
        {
            // To its end all the same: a stream that is answered before that lingers in Kestrel, and a few hundred of them make it refuse other calls.
            await call.ReadAsync(DiscardedMessage.Instance);
            throw CaptureRefusalStatus.ToException(full);
        }

        Task<CaptureProtocol.ICaptureReply> accepting = AcceptAsync(await ReadAsync(call));
        try
        {
            if (await accepting.WaitAsync(call.Aborted) is CaptureProtocol.CaptureRefused refused)
            {
                throw CaptureRefusalStatus.ToException(refused);
            }
        }
        catch (OperationCanceledException gone) when (call.Aborted.IsCancellationRequested)
        {
            throw new GrpcException(
                GrpcStatusCode.Cancelled, "the client gave up while its capture was being stored; GetCaptureDataStatus tells whether it was", gone);
        }

        call.StartResponse(Done.CalculateSize());
    }

    private async ValueTask<(CaptureDraft Draft, CaptureMemory.Share Memory)> ReadAsync(UnaryCall call)
    {
        CaptureMemory.Share share = memory.Open();
        bool kept = false;
        try
        {
            CaptureRequestParser parser = new(share, names, options);
            await call.ReadAsync(parser);
            CaptureDraft draft = judge.Judge(parser, share);
            kept = true;
            return (draft, share);
        }
        finally
        {
            if (!kept)
            {
                share.Dispose();
            }
        }
    }

    // Not ended by the client: until the buffer has answered it may hold the bytes, so they count as long.
    private async Task<CaptureProtocol.ICaptureReply> AcceptAsync((CaptureDraft Draft, CaptureMemory.Share Memory) capture)
    {
        using (capture.Memory)
        {
            return await buffer.AcceptAsync(capture.Draft, CancellationToken.None);
        }
    }
}
