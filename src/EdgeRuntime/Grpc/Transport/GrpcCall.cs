using System.IO.Pipelines;
using EdgeActors.Protocol.Grpc;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;

namespace EdgeActors.Grpc.Transport;

/// <summary>
/// One call on one HTTP/2 stream. Kestrel reuses streams, and with each stream its call object, so that a small call allocates next
/// to nothing.
/// </summary>
/// <remarks>
/// Open -> Responding (the handler begins its answer) -> Finished, or Open -> Expired (the deadline answers in the handler's place)
/// -> Finished. The gate makes the first transition exclusive; whoever loses it must not touch the response.
/// </remarks>
internal sealed class GrpcCall : UnaryCall
{
    private static readonly StringValues ContentType = GrpcHeaderNames.ContentType;
    private static readonly StringValues OkStatus = "0";

    private readonly Lock _gate = new();
    private readonly long _maxMessageBytes;
    private readonly CallDeadline _deadline;
    private IHttpResponseFeature _response = null!;
    private IHttpResponseBodyFeature _responseBody = null!;
    private IFeatureCollection _features = null!;
    private Task _expiry = Task.CompletedTask;
    private State _state = State.Finished;

    public GrpcCall(TimeProvider time, long maxMessageBytes)
    {
        _maxMessageBytes = maxMessageBytes;
        _deadline = new CallDeadline(time, OnDeadline);
    }

    private enum State
    {
        Open,
        Responding,
        Expired,
        Finished,
    }

    /// <summary>The HTTP request: method, path, headers.</summary>
    public IHttpRequestFeature Request { get; private set; } = null!;

    /// <summary>True while a streaming method runs: it may begin several messages.</summary>
    public bool Streaming { get; set; }

    /// <summary>The client has reset the stream or closed the connection.</summary>
    public bool ClientGone => Lifetime.RequestAborted.IsCancellationRequested;

    /// <summary>The deadline has passed.</summary>
    public bool DeadlinePassed => _deadline.Passed;

    public override CancellationToken Aborted => _deadline.IsSet ? _deadline.Token(Lifetime) : Lifetime.RequestAborted;

    public override PipeWriter Body => _state == State.Responding
        ? _responseBody.Writer
        : throw new InvalidOperationException("StartResponse comes before the body.");

    private IHttpRequestLifetimeFeature Lifetime => _features.GetRequiredFeature<IHttpRequestLifetimeFeature>();

    private PipeReader RequestBody => _features.GetRequiredFeature<IRequestBodyPipeFeature>().Reader;

    /// <summary>Takes the stream's next request.</summary>
    public void Open(IFeatureCollection features)
    {
        _features = features;
        Request = features.GetRequiredFeature<IHttpRequestFeature>();
        _response = features.GetRequiredFeature<IHttpResponseFeature>();
        _responseBody = features.GetRequiredFeature<IHttpResponseBodyFeature>();
        _expiry = Task.CompletedTask;
        Streaming = false;
        _state = State.Open;
    }

    /// <summary>Starts the client's clock.</summary>
    public void SetDeadline(TimeSpan timeout)
    {
        lock (_gate)
        {
            _deadline.Start(timeout);
        }
    }

    public override ValueTask ReadAsync(IMessageParser parser)
    {
        ThrowIfExpired();
        return MessageReader.ReadAsync(RequestBody, parser, Request.Headers.GrpcEncoding, _maxMessageBytes);
    }

    public override void StartResponse(long length)
    {
        if (length > _maxMessageBytes)
        {
            throw MessageFaults.ResponseTooLarge(length, _maxMessageBytes);
        }

        lock (_gate)
        {
            ThrowIfExpired();
            if (_state != State.Open && !(Streaming && _state == State.Responding))
            {
                throw new InvalidOperationException("The answer has begun already.");
            }

            _state = State.Responding;
        }

        var headers = _response.Headers;
        if (!_response.HasStarted)
        {
            headers.ContentType = ContentType;
        }

        var writer = _responseBody.Writer;
        GrpcFrame.WritePrefix(writer.GetSpan(GrpcFrame.PrefixBytes), (uint)length);
        writer.Advance(GrpcFrame.PrefixBytes);
    }

    /// <summary>Tells the client which compressions it may use.</summary>
    public void OfferEncodings() => _response.Headers.GrpcAcceptEncoding = CompressedMessage.Accepted;

    /// <summary>Ends a call that is no gRPC call at all with a plain HTTP status.</summary>
    public void RefuseHttp(int statusCode)
    {
        _response.StatusCode = statusCode;
        _state = State.Finished;
    }

    /// <summary>Ends the call with OK.</summary>
    /// <returns>False when the method never answered, which is a bug in it.</returns>
    public bool TrySucceed()
    {
        var before = End();
        if (before == State.Responding || (before == State.Open && Streaming))
        {
            Trailing(before).GrpcStatus = OkStatus;
            return true;
        }

        return before == State.Expired;
    }

    /// <summary>Ends the call with an error status: headers alone when nothing was sent, trailers otherwise.</summary>
    public void Fail(GrpcException failure)
    {
        var before = End();
        if (before != State.Expired)
        {
            StatusLine.Write(Trailing(before), failure);
        }
    }

    /// <summary>Ends a call to which nobody listens any more, or whose message or answer was cut off in the middle.</summary>
    public void Abandon()
    {
        if (End() != State.Expired && !ClientGone)
        {
            _features.Get<IHttpResetFeature>()?.Reset(8 /* CANCEL */);
        }
    }

    /// <summary>Completes once an answer that the deadline sent is out and the stream may be reused.</summary>
    public Task Settled => _expiry;

    private State End()
    {
        lock (_gate)
        {
            var before = _state;
            _state = State.Finished;
            _deadline.Stop();
            return before;
        }
    }

    private IHeaderDictionary Trailing(State before)
    {
        if (before == State.Responding)
        {
            return _features.GetRequiredFeature<IHttpResponseTrailersFeature>().Trailers;
        }

        _response.Headers.ContentType = ContentType;
        return _response.Headers;
    }

    private void OnDeadline()
    {
        lock (_gate)
        {
            // A timer may fire for a call that has ended, or for the next one on this stream: only the clock says which.
            if (_state == State.Finished || !_deadline.TryPass())
            {
                return;
            }

            EndRead();
            if (_state == State.Open)
            {
                _state = State.Expired;
                StatusLine.Write(Trailing(State.Open), StatusLine.DeadlinePassed());
                _expiry = _responseBody.CompleteAsync();
            }
        }

        _deadline.Cancel();
    }

    private void EndRead()
    {
        try
        {
            RequestBody.CancelPendingRead();
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // The client has its own clock and resets the stream at the same moment: the read has ended already, and this is a
            // timer's thread, where an exception ends the process.
            return;
        }
    }

    private void ThrowIfExpired()
    {
        if (_state is State.Expired or State.Finished)
        {
            throw new OperationCanceledException("The call is over.");
        }
    }
}
