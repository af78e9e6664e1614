using System.Collections.Frozen;
using System.Diagnostics;
using System.Globalization;
using EdgeActors.Aws.Signing;
using EdgeActors.Aws.Signing.Verification;
using EdgeActors.Fleet.Rest.Wire;
using EdgeActors.Fleet.Serving.Keys;
using EdgeActors.Wording;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace EdgeActors.Fleet.Serving;

/// <summary>Takes requests: bounded in size, time and number, and nothing of them is believed before their signature is.</summary>
/// <param name="service">Answers calls.</param>
/// <param name="verifier">Judges signatures.</param>
/// <param name="keys">The keys by their ids.</param>
/// <param name="options">Checked options.</param>
/// <param name="time">The clock.</param>
/// <param name="log">Told of refusals.</param>
internal sealed class FleetEndpoint(
    FleetService service,
    SignatureVerifier verifier,
    FrozenDictionary<string, AccessKey> keys,
    ServeOptions options,
    TimeProvider time,
    ILogger<FleetEndpoint> log) : IHttpApplication<HttpContext>
{
    private int _calls;

    /// <inheritdoc />
    public HttpContext CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

    /// <inheritdoc />
    public void DisposeContext(HttpContext context, Exception? exception)
    {
        // Nothing to give back.
    }

    /// <inheritdoc />
    public async Task ProcessRequestAsync(HttpContext context)
    {
        long start = time.GetTimestamp();
        using CancellationTokenSource late = new(options.CallTimeout, time);
        using CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(late.Token, context.RequestAborted);
        ServiceReply reply;
        try
        {
            reply = await AnswerAsync(context, end.Token);
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested)
        {
            reply = ServiceReply.Late();
        }
        catch (BadHttpRequestException bad)
        {
            reply = bad.StatusCode switch
            {
                StatusCodes.Status413PayloadTooLarge => ServiceReply.TooLarge(options.MaxRequestBytes),
                StatusCodes.Status408RequestTimeout => ServiceReply.Late(),
                _ => ServiceReply.Invalid("The request is no well-formed HTTP."),
            };
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException && context.RequestAborted.IsCancellationRequested)
        {
            // Whoever asked has gone: there is nobody to answer.
            return;
        }
        catch (Exception fault)
        {
            log.CallFailed(fault, PathOf(context));
            reply = ServiceReply.Trouble("The server has a fault; its log has more.");
        }

        Tell(context, reply, start);
        await SendAsync(context.Response, reply, context.RequestAborted);
    }

    private async Task<ServiceReply> AnswerAsync(HttpContext context, CancellationToken cancelled)
    {
        KeyValuePair<string, string>[] headers = [.. context.Request.Headers
            .SelectMany(static header => header.Value.Select(value => new KeyValuePair<string, string>(header.Key, value ?? "")))];
        if (verifier.Screen(headers) is { } early)
        {
            return ServiceReply.Unsigned(early);
        }

        if (context.Request.ContentLength > options.MaxRequestBytes)
        {
            return ServiceReply.TooLarge(options.MaxRequestBytes);
        }

        using MemoryStream body = new();
        await context.Request.Body.CopyToAsync(body, cancelled);
        ReadOnlyMemory<byte> message = body.GetBuffer().AsMemory(0, (int)body.Length);
        string[] target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget.Split('?', 2);
        SignableRequest request = new(
            context.Request.Method, target[0], target.Length > 1 ? target[1] : "", headers, SignatureV4.PayloadHash(message.Span));
        return verifier.Verify(request) switch
        {
            SignatureVerdict.Refused refused => ServiceReply.Unsigned(refused),
            SignatureVerdict.Accepted when request.Method != HttpMethods.Post || request.Query.Length > 0 => ServiceReply.NoSuchCall(),
            SignatureVerdict.Accepted accepted => await CallAsync(request.Path, message, keys[accepted.AccessKeyId], cancelled),
            SignatureVerdict other => throw new UnreachableException($"an unknown verdict: {other.GetType().Name}"),
        };
    }

    private async Task<ServiceReply> CallAsync(string path, ReadOnlyMemory<byte> message, AccessKey key, CancellationToken cancelled)
    {
        try
        {
            return Interlocked.Increment(ref _calls) > options.MaxCalls
                ? ServiceReply.Busy("Too many calls at the same time; sign this one again later.")
                : await service.AnswerAsync(path, message, key, cancelled);
        }
        catch (OperationCanceledException) when (cancelled.IsCancellationRequested)
        {
            return ServiceReply.Trouble("The fleet's documents were not there in time.");
        }
        finally
        {
            _ = Interlocked.Decrement(ref _calls);
        }
    }

    private async Task SendAsync(HttpResponse response, ServiceReply reply, CancellationToken cancelled)
    {
        response.StatusCode = reply.Status;
        response.ContentType = WireOperation.ContentType;
        response.ContentLength = reply.Body.Length;
        response.Headers.CacheControl = "no-store";
        if (reply.Error is { } error)
        {
            response.Headers[WireOperation.ErrorType] = error;
        }

        if (reply.IsRetryable)
        {
            response.Headers.RetryAfter = ((int)options.RetryAfter.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        }

        await response.Body.WriteAsync(reply.Body, cancelled);
    }

    private void Tell(HttpContext context, ServiceReply reply, long start)
    {
        string peer = context.Connection.RemoteIpAddress?.ToString() ?? "nobody";
        if (reply.Error is { } error)
        {
            log.Refused(PathOf(context), peer, reply.Status, error, Printable.Of(reply.Reason, 300));
        }
        else
        {
            log.Answered(PathOf(context), peer, time.GetElapsedTime(start).TotalMilliseconds);
        }
    }

    private static string PathOf(HttpContext context) => Printable.Of(context.Request.Path.Value ?? "");
}
