namespace EdgeActors.Aws.Signing;

/// <summary>Names of the headers that signing is about.</summary>
internal static class SignedHeaders
{
    /// <summary>Holds the signature.</summary>
    public const string Authorization = "authorization";

    /// <summary>For whom the request is.</summary>
    public const string Host = "host";

    /// <summary>When it was signed.</summary>
    public const string Time = "x-amz-date";

    /// <summary>SHA-256 of the body.</summary>
    public const string PayloadHash = "x-amz-content-sha256";

    /// <summary>Token of temporary keys.</summary>
    public const string Token = "x-amz-security-token";

    /// <summary>What a header's name begins with when it means something to the service and has to be signed.</summary>
    public const string Prefix = "x-amz-";
}
