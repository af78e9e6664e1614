namespace EdgeActors.S3Double.Signing;

/// <summary>The parts of <c>Authorization: AWS4-HMAC-SHA256 Credential=…, SignedHeaders=…, Signature=…</c>.</summary>
internal sealed record AuthorizationHeader(
    string AccessKey, string Date, string Region, string Service, IReadOnlyList<string> SignedHeaders, string Signature)
{
    public const string Algorithm = "AWS4-HMAC-SHA256";

    public string Scope => $"{Date}/{Region}/{Service}/aws4_request";

    /// <exception cref="S3Error">Not signed at all (AccessDenied) or malformed.</exception>
    public static AuthorizationHeader Parse(string? value)
    {
        if (string.IsNullOrEmpty(value))
        {
            throw new S3Error(403, "AccessDenied", "Access Denied");
        }

        if (!value.StartsWith(Algorithm + " ", StringComparison.Ordinal))
        {
            throw new S3Error(400, "InvalidRequest", $"The authorization mechanism you have provided is not supported. Please use {Algorithm}.");
        }

        Dictionary<string, string> fields = value[(Algorithm.Length + 1)..].Split(',', StringSplitOptions.TrimEntries)
            .Select(f => f.Split('=', 2)).Where(f => f.Length == 2).ToDictionary(f => f[0], f => f[1]);
        string[] credential = fields.GetValueOrDefault("Credential", "").Split('/');
        string signed = fields.GetValueOrDefault("SignedHeaders", "");
        string signature = fields.GetValueOrDefault("Signature", "");
        return credential is [var id, var date, var region, var service, "aws4_request"] && signed.Length > 0 && signature.Length > 0
            ? new(id, date, region, service, signed.Split(';'), signature)
            : throw new S3Error(400, "AuthorizationHeaderMalformed", "The authorization header that you provided is not valid.");
    }
}
