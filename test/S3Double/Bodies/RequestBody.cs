using System.Globalization;
using EdgeActors.S3Double.Signing;
using Microsoft.AspNetCore.Http;

namespace EdgeActors.S3Double.Bodies;

/// <summary>The content of a request without its framing, and what came behind it.</summary>
internal sealed record RequestBody(byte[] Content, IReadOnlyDictionary<string, string> Trailers)
{
    /// <summary>Removes and checks the framing that <c>x-amz-content-sha256</c> announces.</summary>
    /// <exception cref="S3Error">The body is not what the headers promise.</exception>
    public static RequestBody Decode(IHeaderDictionary headers, byte[] raw, ChunkSignatures signatures)
    {
        string payload = headers["x-amz-content-sha256"].ToString();
        switch (payload)
        {
            case "UNSIGNED-PAYLOAD":
                return new(raw, new Dictionary<string, string>());
            case "STREAMING-AWS4-HMAC-SHA256-PAYLOAD":
                return Unframe(headers, new AwsChunkedReader(raw, signatures, hasTrailers: false));
            case "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER":
                return Unframe(headers, new AwsChunkedReader(raw, signatures, hasTrailers: true));
            case "STREAMING-UNSIGNED-PAYLOAD-TRAILER":
                return Unframe(headers, new AwsChunkedReader(raw, signatures: null, hasTrailers: true));
            default:
                return SignatureCheck.Same(SigningText.Hash(raw), payload)
                    ? new(raw, new Dictionary<string, string>())
                    : throw new S3Error(
                        400, "XAmzContentSHA256Mismatch", "The provided 'x-amz-content-sha256' header does not match what was computed.");
        }
    }

    private static RequestBody Unframe(IHeaderDictionary headers, AwsChunkedReader chunks)
    {
        if (!headers.ContentEncoding.ToString().Split(',', StringSplitOptions.TrimEntries).Contains("aws-chunked"))
        {
            throw S3Error.Invalid("A streaming payload needs Content-Encoding: aws-chunked");
        }

        RequestBody body = chunks.Read();
        string announced = headers["x-amz-decoded-content-length"].ToString();
        if (announced != body.Content.Length.ToString(CultureInfo.InvariantCulture))
        {
            throw new S3Error(400, "IncompleteBody", $"x-amz-decoded-content-length is '{announced}', {body.Content.Length} bytes came.");
        }

        string[] promised = [.. headers["x-amz-trailer"].ToString().Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];
        return promised.All(body.Trailers.ContainsKey) && body.Trailers.Count == promised.Length
            ? body
            : throw new S3Error(400, "MalformedTrailerError", "The request contained trailing data that was not well-formed.");
    }
}
