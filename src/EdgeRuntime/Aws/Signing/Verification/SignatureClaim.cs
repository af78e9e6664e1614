using System.Globalization;
using EdgeActors.Aws.Credentials;

namespace EdgeActors.Aws.Signing.Verification;

/// <summary>What a request says of itself, of the right form and time and by a known key; the signature itself is not looked at yet. Pure.</summary>
/// <param name="Header">The header.</param>
/// <param name="TimeText"><c>X-Amz-Date</c> as it was signed.</param>
/// <param name="Time">The same.</param>
/// <param name="Secret">Of the key.</param>
internal sealed record SignatureClaim(AuthorizationHeader Header, string TimeText, DateTimeOffset Time, Secret Secret)
{
    /// <summary>Reads the headers of a request; exactly one of both is set.</summary>
    /// <param name="headers">All of them.</param>
    /// <param name="options">What is asked of signatures.</param>
    /// <param name="secrets">The secret of an access key id; null for an unknown one.</param>
    /// <param name="now">Time here.</param>
    /// <param name="since">From when on accepted signatures are remembered.</param>
    public static (SignatureClaim? Claim, SignatureVerdict.Refused? Refused) Read(
        IReadOnlyList<KeyValuePair<string, string>> headers,
        VerificationOptions options,
        Func<string, Secret?> secrets,
        DateTimeOffset now,
        DateTimeOffset since)
    {
        string[] authorization = Values(headers, SignedHeaders.Authorization);
        if (authorization.Length == 0)
        {
            return Refuse(SignatureFault.Missing, "The request is not signed: it has no header Authorization.");
        }

        if (authorization.Length > 1 || !AuthorizationHeader.TryParse(authorization[0], out AuthorizationHeader? header))
        {
            return Malformed($"Authorization must be {SignatureV4.Algorithm} with Credential, SignedHeaders and Signature.");
        }

        string[] times = Values(headers, SignedHeaders.Time);
        if (times.Length != 1 || !SigningScope.TryReadTime(times[0], out DateTimeOffset time)
            || !times[0].StartsWith(header.Scope.Date, StringComparison.Ordinal))
        {
            return Malformed("X-Amz-Date must be there once, like 20150830T123600Z, and of the day that Credential names.");
        }

        if (header.Scope.Service != options.Service || (options.Region is { } region && header.Scope.Region != region))
        {
            return Malformed($"Credential must be for the service {options.Service}{(options.Region is { } of ? $" in {of}" : "")}.");
        }

        if (Unsigned(headers, header) is { } unsigned)
        {
            return Malformed($"The header {unsigned} must be among SignedHeaders.");
        }

        return secrets(header.AccessKeyId) is not { } secret
            ? Refuse(SignatureFault.UnknownKey, "Nobody here has that access key.")
            : Untimely(time, options.Skew, now, since) ?? (new SignatureClaim(header, times[0], time, secret), null);
    }

    /// <summary>All values of a header.</summary>
    public static string[] Values(IReadOnlyList<KeyValuePair<string, string>> headers, string name) =>
        [.. headers.Where(header => string.Equals(header.Key, name, StringComparison.OrdinalIgnoreCase)).Select(static header => header.Value)];

    private static string? Unsigned(IReadOnlyList<KeyValuePair<string, string>> headers, AuthorizationHeader header) =>
        ((string[])[SignedHeaders.Host, SignedHeaders.Time])
            .Concat(headers
                .Select(static one => one.Key)
                .Where(static name => name.StartsWith(SignedHeaders.Prefix, StringComparison.OrdinalIgnoreCase)))
            .FirstOrDefault(name => !header.SignedHeaders.Contains(name, StringComparer.OrdinalIgnoreCase));

    private static (SignatureClaim?, SignatureVerdict.Refused?)? Untimely(
        DateTimeOffset signed, TimeSpan skew, DateTimeOffset now, DateTimeOffset since) =>
        (now - signed).Duration() > skew
            ? Refuse(
                SignatureFault.Skewed,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Signed at {SigningScope.TimeText(signed)}, and it is {SigningScope.TimeText(now)} here; {skew:c} apart is the most."))
            : signed < since
                ? Refuse(SignatureFault.Undecidable, "Signed before this server started, which may not have been the first time; sign it again.")
                : null;

    private static (SignatureClaim? Claim, SignatureVerdict.Refused? Refused) Malformed(string message) => Refuse(SignatureFault.Malformed, message);

    private static (SignatureClaim? Claim, SignatureVerdict.Refused? Refused) Refuse(SignatureFault fault, string message) =>
        (null, new SignatureVerdict.Refused(fault, message));
}
