using System.Text;

namespace EdgeActors.S3Double.Signing;

/// <summary>The chain of signatures of one body: each chunk is signed together with the signature before it.</summary>
internal sealed class ChunkSignatures(byte[] key, string date, string scope, string seed)
{
    private string _previous = seed;

    /// <exception cref="S3Error">The chunk is not what was signed.</exception>
    public void VerifyChunk(ReadOnlySpan<byte> data, string signature) => Verify(
        $"AWS4-HMAC-SHA256-PAYLOAD\n{date}\n{scope}\n{_previous}\n{SigningText.EmptyHash}\n{SigningText.Hash(data)}", signature, "chunk");

    /// <exception cref="S3Error">The trailer is not what was signed.</exception>
    public void VerifyTrailer(IEnumerable<KeyValuePair<string, string>> trailers, string signature)
    {
        string text = string.Concat(trailers.Select(t => $"{t.Key}:{t.Value}\n"));
        Verify($"AWS4-HMAC-SHA256-TRAILER\n{date}\n{scope}\n{_previous}\n{SigningText.Hash(Encoding.UTF8.GetBytes(text))}", signature, "trailer");
    }

    private void Verify(string text, string signature, string what)
    {
        string expected = Convert.ToHexStringLower(SigningText.Hmac(key, text));
        if (!SignatureCheck.Same(expected, signature))
        {
            throw new S3Error(403, "SignatureDoesNotMatch", $"The {what} signature we calculated does not match the one you provided.");
        }

        _previous = expected;
    }
}
