using System.Globalization;
using System.Text;
using EdgeActors.S3Double.Signing;

namespace EdgeActors.S3Double.Bodies;

/// <summary>Takes <c>aws-chunked</c> apart: sizes in hex, each with its signature where signed, a last chunk of none, then the trailer.</summary>
internal sealed class AwsChunkedReader(byte[] raw, ChunkSignatures? signatures, bool hasTrailers)
{
    private const string SignatureMark = "chunk-signature=";
    private const string TrailerSignature = "x-amz-trailer-signature";

    private int _at;

    /// <exception cref="S3Error">The framing is broken or a signature is wrong.</exception>
    public RequestBody Read()
    {
        using MemoryStream content = new(raw.Length);
        int size;
        do
        {
            string[] head = Line().Split(';', 2);
            if (!int.TryParse(head[0], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out size) || size > raw.Length - _at)
            {
                throw Broken();
            }

            ReadOnlySpan<byte> data = raw.AsSpan(_at, size);
            _at += size;
            signatures?.VerifyChunk(data, head is [_, var mark] && mark.StartsWith(SignatureMark, StringComparison.Ordinal)
                ? mark[SignatureMark.Length..] : throw Broken());
            content.Write(data);
            if (size > 0 && Line().Length > 0)
            {
                throw Broken();
            }
        }
        while (size > 0);

        Dictionary<string, string> trailers = Trailers();
        return _at == raw.Length ? new(content.ToArray(), trailers) : throw Broken();
    }

    private static S3Error Broken() => new(400, "IncompleteBody", "The request body terminated unexpectedly or its chunks are malformed.");

    private Dictionary<string, string> Trailers()
    {
        Dictionary<string, string> trailers = new(StringComparer.Ordinal);
        string? signature = null;
        for (string line = Line(); line.Length > 0; line = Line())
        {
            string[] pair = line.Split(':', 2, StringSplitOptions.TrimEntries);
            if (!hasTrailers || pair.Length < 2)
            {
                throw Broken();
            }

            if (pair[0] == TrailerSignature)
            {
                signature = pair[1];
            }
            else
            {
                trailers[pair[0].ToLowerInvariant()] = pair[1];
            }
        }

        if (hasTrailers)
        {
            signatures?.VerifyTrailer(trailers, signature ?? throw Broken());
        }

        return trailers;
    }

    private string Line()
    {
        int end = raw.AsSpan(_at).IndexOf("\r\n"u8);
        if (end < 0)
        {
            throw Broken();
        }

        string line = Encoding.ASCII.GetString(raw, _at, end);
        _at += end + 2;
        return line;
    }
}
