using System.Globalization;
using EdgeActors.Protocol.Grpc;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace EdgeActors.Grpc.Transport;

/// <summary>How a status looks on the wire.</summary>
internal static class StatusLine
{
    private static readonly StringValues[] Codes =
        [.. Enumerable.Range(0, 17).Select(code => new StringValues(code.ToString(CultureInfo.InvariantCulture)))];

    public static void Write(IHeaderDictionary headers, GrpcException failure)
    {
        headers.GrpcStatus = (uint)failure.Code < (uint)Codes.Length ? Codes[(int)failure.Code] : Codes[(int)GrpcStatusCode.Unknown];
        headers.GrpcMessage = StatusText.Encode(failure.Message);
        if (failure.RetryAfter is { } pause)
        {
            headers[GrpcHeaderNames.RetryPushback] =
                ((long)Math.Ceiling(pause.TotalMilliseconds)).ToString(CultureInfo.InvariantCulture);
        }
    }

    public static GrpcException DeadlinePassed() =>
        new(GrpcStatusCode.DeadlineExceeded, "The client's deadline passed before the answer was ready.");

    public static GrpcException Stopped() => new(GrpcStatusCode.Cancelled, "The call was cancelled.");

    public static GrpcException Unexpected() =>
        new(GrpcStatusCode.Internal, "The agent met a fault of its own while it served this call; its log says more.");

    public static GrpcException BadTimeout(string value) => new(
        GrpcStatusCode.Internal,
        $"The grpc-timeout header '{Short(value)}' is malformed: one to eight digits and one of H, M, S, m, u, n are expected.");

    public static GrpcException BadEncoding(string value) => new(
        GrpcStatusCode.Unimplemented,
        $"The grpc-encoding '{Short(value)}' is not supported; send {CompressedMessage.Accepted}.");

    public static GrpcException UnknownMethod(string path) => new(
        GrpcStatusCode.Unimplemented, $"There is no method '{Short(path)}' here; check the service and the spelling, capitals included.");

    private static string Short(string text) => text.Length <= 200 ? text : string.Concat(text.AsSpan(0, 200), "...");
}
