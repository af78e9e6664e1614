using System.Globalization;
using System.Net.Http.Headers;
using EdgeActors.Protocol.Grpc;
using Google.Protobuf;

namespace EdgeActors.Protocol.Client;

/// <summary>Reads the parts of an answer.</summary>
internal static class GrpcReply
{
    /// <summary>Turns a status other than OK into its exception.</summary>
    /// <param name="headers">Headers or trailers.</param>
    /// <param name="required">Whether a missing status is an error: it may be missing in headers, but not at the end.</param>
    public static void ThrowIfFailed(HttpResponseHeaders headers, bool required = false)
    {
        var text = First(headers, GrpcHeaderNames.Status);
        if (text is null)
        {
            if (required)
            {
                throw new GrpcException(GrpcStatusCode.Internal, "The answer ended without a gRPC status.");
            }

            return;
        }

        var known = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && Enum.IsDefined((GrpcStatusCode)number);
        var code = known ? (GrpcStatusCode)number : GrpcStatusCode.Unknown;
        if (code != GrpcStatusCode.Ok)
        {
            throw new GrpcException(code, StatusText.Decode(First(headers, GrpcHeaderNames.Message) ?? code.ToString()))
            {
                RetryAfter = Pushback(headers),
            };
        }
    }

    /// <summary>Reads the one message, or null when the body is empty.</summary>
    public static async Task<byte[]?> ReadMessageAsync(Stream body, int limit, CancellationToken cancel)
    {
        var prefix = new byte[GrpcFrame.PrefixBytes];
        var read = await body.ReadAtLeastAsync(prefix, prefix.Length, throwOnEndOfStream: false, cancel);
        if (read == 0)
        {
            return null;
        }

        var (flag, length) = GrpcFrame.ReadPrefix(prefix);
        if (read < prefix.Length || flag != 0)
        {
            throw new GrpcException(GrpcStatusCode.Internal, "The answer is cut short or compressed, which was not asked for.");
        }

        if (length > limit)
        {
            throw new GrpcException(
                GrpcStatusCode.ResourceExhausted, $"The answer is {length} bytes, over this client's limit of {limit}.");
        }

        var message = new byte[length];
        if (await body.ReadAtLeastAsync(message, message.Length, throwOnEndOfStream: false, cancel) < message.Length)
        {
            return null;
        }

        // Trailers are there only once the end has been read.
        return await body.ReadAsync(prefix, cancel) == 0
            ? message
            : throw new GrpcException(GrpcStatusCode.Internal, "More than one message came back.");
    }

    /// <summary>Parses a message.</summary>
    public static T Parse<T>(byte[] message, MessageParser<T> parser)
        where T : IMessage<T>
    {
        try
        {
            return parser.ParseFrom(message);
        }
        catch (InvalidProtocolBufferException e)
        {
            throw new GrpcException(GrpcStatusCode.Internal, "The answer is not the message that this method returns.", e);
        }
    }

    private static TimeSpan? Pushback(HttpResponseHeaders headers) =>
        long.TryParse(First(headers, GrpcHeaderNames.RetryPushback), NumberStyles.None, CultureInfo.InvariantCulture, out var pause)
        && pause <= int.MaxValue
            ? TimeSpan.FromMilliseconds(pause)
            : null;

    private static string? First(HttpResponseHeaders headers, string name) =>
        headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;
}
