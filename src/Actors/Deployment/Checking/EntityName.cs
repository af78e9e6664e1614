namespace EdgeActors.Deployment.Checking;

/// <summary>Names of deployments and handles (contract §5.4): 1 to 63 letters, digits and hyphens, no hyphen at either end.</summary>
internal static class EntityName
{
    public const int Longest = 63;

    public static bool IsLegal(string text) =>
        text.Length is > 0 and <= Longest
        && char.IsAsciiLetterOrDigit(text[0])
        && char.IsAsciiLetterOrDigit(text[^1])
        && text.All(static one => char.IsAsciiLetterOrDigit(one) || one == '-');
}

/// <summary>Digests in lower-case hex.</summary>
internal static class HexDigest
{
    public const int Sha1 = 40;
    public const int Sha256 = 64;

    public static bool IsLegal(string text, int length) => text.Length == length && text.All(char.IsAsciiHexDigitLower);
}
