using System.Security.Cryptography;
using EdgeActors.Aws.Credentials;

namespace EdgeActors.Aws.Signing.Verification;

/// <summary>
/// Judges requests: signed by a known key, for this service, now, over everything that matters, and never before. Thread-safe.
/// </summary>
/// <remarks>
/// A signature is accepted once. Whoever repeats a call signs it anew, which changes the signature because time or invocation id change; the same
/// bytes again are a replay, whoever sends them. After a start the memory is empty, so that what was signed before is refused until it is too old anyway.
/// </remarks>
internal sealed class SignatureVerifier
{
    private readonly VerificationOptions _options;
    private readonly Func<string, Secret?> _secrets;
    private readonly TimeProvider _time;
    private readonly ReplayMemory _memory;
    private readonly DateTimeOffset _since;

    /// <param name="options">Checked options.</param>
    /// <param name="secrets">The secret of an access key id; null for an unknown one.</param>
    /// <param name="time">The clock.</param>
    public SignatureVerifier(VerificationOptions options, Func<string, Secret?> secrets, TimeProvider time)
    {
        (_options, _secrets, _time) = (options, secrets, time);
        _memory = new ReplayMemory(options.Remembered);
        DateTimeOffset now = time.GetUtcNow();
        // Times of signatures are whole seconds.
        _since = now.AddTicks(-(now.Ticks % TimeSpan.TicksPerSecond));
    }

    /// <summary>What can be told before the body is read; null when nothing speaks against the request so far.</summary>
    public SignatureVerdict.Refused? Screen(IReadOnlyList<KeyValuePair<string, string>> headers) =>
        SignatureClaim.Read(headers, _options, _secrets, _time.GetUtcNow(), _since).Refused;

    /// <summary>The whole judgement; an accepted signature is remembered.</summary>
    /// <param name="request">With the hash of the body as it was received.</param>
    public SignatureVerdict Verify(SignableRequest request)
    {
        DateTimeOffset now = _time.GetUtcNow();
        (SignatureClaim? claim, SignatureVerdict.Refused? refused) = SignatureClaim.Read(request.Headers, _options, _secrets, now, _since);
        if (claim is null)
        {
            return refused!;
        }

        string[] hashes = SignatureClaim.Values(request.Headers, SignedHeaders.PayloadHash);
        if (hashes.Length > 1 || (hashes.Length == 1 && hashes[0] != request.PayloadHash))
        {
            return new SignatureVerdict.Refused(SignatureFault.Mismatch, "The body is not the one that x-amz-content-sha256 tells of.");
        }

        AuthorizationHeader header = claim.Header;
        string text = SignatureV4.StringToSign(claim.TimeText, header.Scope, CanonicalRequest.Of(request, header.SignedHeaders));
        if (!CryptographicOperations.FixedTimeEquals(SignatureV4.Sign(claim.Secret, header.Scope, text), header.Signature.Span))
        {
            return new SignatureVerdict.Refused(
                SignatureFault.Mismatch, "The signature is not that of this request: check the secret key, and what changes requests on their way.");
        }

        return _memory.Take(header.Signature.Span, claim.Time + _options.Skew, now) switch
        {
            ReplayAnswer.New => new SignatureVerdict.Accepted(header.AccessKeyId),
            ReplayAnswer.Seen => new SignatureVerdict.Refused(
                SignatureFault.Replayed, "This very request was here before; a call that is repeated has to be signed anew."),
            _ => new SignatureVerdict.Refused(SignatureFault.Undecidable, "Whether this request was here before is not known; sign it again later."),
        };
    }
}
