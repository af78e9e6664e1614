using System.Globalization;
using System.Text;
using EdgeActors.S3Double.Faults;
using EdgeActors.S3Double.Operations;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace EdgeActors.S3Double;

/// <summary>Puts an answer on the wire, as well as the fault lets it.</summary>
internal static class ReplyWriter
{
    private const string RequestId = "x-amz-request-id";

    public static async Task WriteAsync(HttpContext context, S3Reply reply, string requestId, S3Fault? fault, TimeProvider time)
    {
        HttpResponse response = context.Response;
        response.StatusCode = reply.Status;
        response.Headers[RequestId] = requestId;
        response.Headers["x-amz-id-2"] = requestId + "/double";
        response.Headers.Server = "AmazonS3";
        response.Headers.Date = time.GetUtcNow().ToString("R", CultureInfo.InvariantCulture);
        foreach ((string name, string value) in reply.Headers)
        {
            response.Headers[name] = value;
        }

        bool bodiless = HttpMethods.IsHead(context.Request.Method) || reply.Status is 204 or 304;
        if (!bodiless)
        {
            response.ContentLength = reply.Body.Length;
        }

        ReadOnlyMemory<byte> body = bodiless ? ReadOnlyMemory<byte>.Empty : reply.Body;
        switch (fault)
        {
            case S3Fault.Truncated when body.Length == 0:
                await CutStatusLineAsync(context, reply.Status);
                break;
            case S3Fault.Truncated:
                await response.Body.WriteAsync(body[..(body.Length / 2)], context.RequestAborted);
                await response.Body.FlushAsync(context.RequestAborted);
                context.Abort();
                break;
            case S3Fault.Slow slow:
                using (MemoryStream source = new(body.ToArray()))
                {
                    await new Pace(slow.BytesPerSecond, time).CopyAsync(source, response.Body, context.RequestAborted);
                }

                break;
            case var _ when body.IsEmpty:
                // A 304 may not even be written nothing to.
                break;
            default:
                await response.Body.WriteAsync(body, context.RequestAborted);
                break;
        }

        await response.CompleteAsync();
    }

    /// <summary>Past the framework, which never writes half a head.</summary>
    private static async Task CutStatusLineAsync(HttpContext context, int status)
    {
        var transport = context.Features.GetRequiredFeature<IConnectionTransportFeature>().Transport;
        await transport.Output.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {status} "), context.RequestAborted);
        await transport.Output.CompleteAsync();
        context.Abort();
    }
}
