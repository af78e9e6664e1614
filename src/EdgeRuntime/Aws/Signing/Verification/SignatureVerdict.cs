namespace EdgeActors.Aws.Signing.Verification;

/// <summary>What became of a signature.</summary>
internal abstract record SignatureVerdict
{
    private SignatureVerdict()
    {
    }

    /// <summary>The request is by the holder of the key, and of now.</summary>
    /// <param name="AccessKeyId">The key.</param>
    public sealed record Accepted(string AccessKeyId) : SignatureVerdict;

    /// <summary>It is not acted on.</summary>
    /// <param name="Fault">Why.</param>
    /// <param name="Message">For the person who has to act on it; no secrets, and nothing that would help to forge.</param>
    public sealed record Refused(SignatureFault Fault, string Message) : SignatureVerdict;
}

/// <summary>Why a signature is refused.</summary>
internal enum SignatureFault
{
    /// <summary>The request has none.</summary>
    Missing,

    /// <summary>Header or time are not of the form, or a header that must be signed is not.</summary>
    Malformed,

    /// <summary>Nobody here has that key.</summary>
    UnknownKey,

    /// <summary>Signed at another time than now.</summary>
    Skewed,

    /// <summary>Another secret, or another request than was signed.</summary>
    Mismatch,

    /// <summary>The same request was here before.</summary>
    Replayed,

    /// <summary>Whether it was here before cannot be told: too many are remembered, or it is older than the memory. Signing again later helps.</summary>
    Undecidable,
}
