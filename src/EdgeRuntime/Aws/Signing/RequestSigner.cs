using EdgeActors.Aws.Credentials;

namespace EdgeActors.Aws.Signing;

/// <summary>Signs requests with Signature Version 4, in headers. Pure.</summary>
/// <param name="region">For example <c>eu-central-1</c>.</param>
/// <param name="service">The signing name.</param>
internal sealed class RequestSigner(string region, string service)
{
    /// <summary>The headers that the request needs beside its own, all of which are signed: time, token where the keys have one, and the signature.</summary>
    /// <param name="request">With its host among the headers.</param>
    /// <param name="keys">Keys of the device.</param>
    /// <param name="now">Time of the signature.</param>
    public IReadOnlyList<KeyValuePair<string, string>> Sign(SignableRequest request, AwsKeys keys, DateTimeOffset now)
    {
        string time = SigningScope.TimeText(now);
        List<KeyValuePair<string, string>> added = [new(SignedHeaders.Time, time)];
        if (keys.SessionToken is { } token)
        {
            added.Add(new(SignedHeaders.Token, token.Reveal()));
        }

        SigningScope scope = SigningScope.At(now, region, service);
        SignableRequest whole = request with { Headers = [.. request.Headers, .. added] };
        string[] names = [.. whole.Headers
            .Select(static header => LowerCase(header.Key)).Distinct().Order(StringComparer.Ordinal)];
        string text = SignatureV4.StringToSign(time, scope, CanonicalRequest.Of(whole, names));
        string signature = Convert.ToHexStringLower(SignatureV4.Sign(keys.SecretAccessKey, scope, text));
        added.Add(new(
            SignedHeaders.Authorization,
            $"{SignatureV4.Algorithm} Credential={keys.AccessKeyId.Reveal()}/{scope}, SignedHeaders={string.Join(';', names)}, Signature={signature}"));
        return added;
    }

    // CA1308 prefers upper case for comparisons; the wire wants lower case.
    private static string LowerCase(string name) => string.Create(name.Length, name, static (lower, name) => name.AsSpan().ToLowerInvariant(lower));
}
