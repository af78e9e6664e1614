using Amazon.S3.Model;
using EdgeActors.Fleet.Documents;

namespace EdgeActors.Fleet.Stores;

/// <summary>What an answer brings.</summary>
internal static class ObjectContent
{
    private const int ChunkLength = 16 << 10;

    /// <summary>The bytes, of which no more than the limit are read whatever the answer announces.</summary>
    /// <exception cref="DocumentStoreException">There are more.</exception>
    public static async Task<byte[]> ReadAsync(GetObjectResponse answer, string name, int maxBytes, CancellationToken cancelled)
    {
        using MemoryStream content = new();
        byte[] chunk = new byte[ChunkLength];
        while (await answer.ResponseStream.ReadAsync(chunk, cancelled) is > 0 and int read)
        {
            await content.WriteAsync(chunk.AsMemory(0, read), cancelled);
            if (content.Length > maxBytes)
            {
                throw new DocumentStoreException(FleetFaultKind.Unusable, $"{name} is longer than the {maxBytes} bytes that are read");
            }
        }

        return content.ToArray();
    }

    /// <summary>An ETag as a version.</summary>
    /// <exception cref="DocumentStoreException">There is none: a captive portal says 200 as well.</exception>
    public static string VersionOf(string? etag) => string.IsNullOrEmpty(etag?.Trim('"'))
        ? throw new DocumentStoreException(FleetFaultKind.Unreachable, "the answer is not S3's (no ETag)")
        : etag;
}
