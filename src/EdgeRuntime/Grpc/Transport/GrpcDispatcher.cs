using System.Collections.Frozen;
using EdgeActors.Protocol.Grpc;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Abstractions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace EdgeActors.Grpc.Transport;

/// <summary>Checks each request, hands it to its method, and turns what comes back into a status.</summary>
internal sealed class GrpcDispatcher : IHttpApplication<GrpcCall>
{
    private readonly FrozenDictionary<string, Route> _routes;
    private readonly TimeProvider _time;
    private readonly long _maxMessageBytes;
    private readonly ILogger _log;
    private int _calls;

    /// <exception cref="ArgumentException">Two methods claim the same path.</exception>
    public GrpcDispatcher(
        IEnumerable<IUnaryMethod> unary,
        IEnumerable<IServerStreamingMethod> streaming,
        GrpcTransportOptions options,
        TimeProvider time,
        ILogger<GrpcDispatcher> log)
    {
        (_time, _maxMessageBytes, _log) = (time, options.MaxMessageBytes, log);
        var routes = new Dictionary<string, Route>(StringComparer.Ordinal);
        foreach (var method in unary)
        {
            routes.Add(method.Path, new Route(method.InvokeAsync, Streaming: false));
        }

        foreach (var method in streaming)
        {
            routes.Add(method.Path, new Route(method.InvokeAsync, Streaming: true));
        }

        _routes = routes.ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <summary>Calls that have not ended.</summary>
    public int Calls => Volatile.Read(ref _calls);

    private sealed record Route(Func<UnaryCall, ValueTask> Invoke, bool Streaming);

    public GrpcCall CreateContext(IFeatureCollection contextFeatures)
    {
        GrpcCall call;
        if (contextFeatures is IHostContextContainer<GrpcCall> stream)
        {
            call = stream.HostContext ??= new GrpcCall(_time, _maxMessageBytes);
        }
        else
        {
            call = new GrpcCall(_time, _maxMessageBytes);
        }

        call.Open(contextFeatures);
        _ = Interlocked.Increment(ref _calls);
        return call;
    }

    // Nothing to give back: the stream keeps its call.
    public void DisposeContext(GrpcCall context, Exception? exception) => _ = Interlocked.Decrement(ref _calls);

    public Task ProcessRequestAsync(GrpcCall context)
    {
        try
        {
            var route = Admit(context);
            if (route is null)
            {
                return Task.CompletedTask;
            }

            context.Streaming = route.Streaming;
            var running = route.Invoke(context);
            if (!running.IsCompletedSuccessfully)
            {
                return FinishAsync(context, running);
            }

            Succeed(context, running);
        }
        catch (Exception e)
        {
            Fail(context, e);
        }

        return context.Settled;
    }

    /// <summary>The checks before a method runs, cheapest first. Null when the request has been refused as no gRPC call.</summary>
    private Route? Admit(GrpcCall call)
    {
        var request = call.Request;
        if (!HttpMethods.IsPost(request.Method))
        {
            call.RefuseHttp(StatusCodes.Status405MethodNotAllowed);
            return null;
        }

        var headers = request.Headers;
        if (!IsGrpc(headers.ContentType))
        {
            call.RefuseHttp(StatusCodes.Status415UnsupportedMediaType);
            return null;
        }

        if (!_routes.TryGetValue(request.Path, out var route))
        {
            throw StatusLine.UnknownMethod(request.Path);
        }

        if (headers.GrpcEncoding is { Count: > 0 } encoding && !CompressedMessage.CanRead(encoding))
        {
            call.OfferEncodings();
            throw StatusLine.BadEncoding(encoding.ToString());
        }

        if (headers.GrpcTimeout is { Count: > 0 } timeout)
        {
            StartDeadline(call, timeout.ToString());
        }

        return route;
    }

    private static void StartDeadline(GrpcCall call, string value)
    {
        if (!GrpcTimeout.TryParse(value, out var timeout))
        {
            throw StatusLine.BadTimeout(value);
        }

        if (timeout == TimeSpan.Zero)
        {
            throw StatusLine.DeadlinePassed();
        }

        call.SetDeadline(timeout);
    }

    private static bool IsGrpc(string? contentType)
    {
        const string Grpc = GrpcHeaderNames.ContentType;
        if (contentType is null || !contentType.StartsWith(Grpc, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        var rest = contentType.AsSpan(Grpc.Length);
        return rest.IsEmpty || rest[0] == ';'
            || (rest.StartsWith("+proto", StringComparison.OrdinalIgnoreCase) && (rest.Length == 6 || rest[6] == ';'));
    }

    private async Task FinishAsync(GrpcCall call, ValueTask running)
    {
        try
        {
            await running;
            Succeed(call);
        }
        catch (Exception e)
        {
            Fail(call, e);
        }

        await call.Settled;
    }

    private void Succeed(GrpcCall call, in ValueTask ended)
    {
        // A pooled task goes back to its pool only when its result is taken.
        ended.GetAwaiter().GetResult();
        Succeed(call);
    }

    private void Succeed(GrpcCall call)
    {
        if (!call.TrySucceed())
        {
            _log.MethodWithoutAnswer(call.Request.Path);
            throw new GrpcException(GrpcStatusCode.Internal, "The method ended without an answer.");
        }
    }

    private void Fail(GrpcCall call, Exception failure)
    {
        switch (failure)
        {
            case GrpcException status:
                call.Fail(status);
                break;
            case OperationCanceledException when call.DeadlinePassed && call.Streaming:
                call.Fail(StatusLine.DeadlinePassed());
                break;
            case RequestBrokenException:
            case OperationCanceledException when call.DeadlinePassed || call.ClientGone:
            case IOException when call.ClientGone:
                call.Abandon();
                break;
            case OperationCanceledException:
                call.Fail(StatusLine.Stopped());
                break;
            default:
                _log.MethodFailed(failure, call.Request.Path);
                call.Fail(StatusLine.Unexpected());
                break;
        }
    }
}
