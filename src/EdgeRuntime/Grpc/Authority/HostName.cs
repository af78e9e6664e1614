namespace EdgeActors.Grpc.Authority;

/// <summary>The plain host names that clients send; anything else is rewritten, which does no harm to the odd valid one.</summary>
internal static class HostName
{
    private const int LongestPort = 5;

    /// <summary>Letters, digits, dots, dashes and underscores, then perhaps a port. Nothing at all is valid too.</summary>
    public static bool IsValid(ReadOnlySpan<byte> text)
    {
        var colon = text.IndexOf((byte)':');
        var host = colon < 0 ? text : text[..colon];
        foreach (var c in host)
        {
            if (!char.IsAsciiLetterOrDigit((char)c) && c is not ((byte)'.' or (byte)'-' or (byte)'_'))
            {
                return false;
            }
        }

        return colon < 0 || (colon > 0 && IsPort(text[(colon + 1)..]));
    }

    private static bool IsPort(ReadOnlySpan<byte> text)
    {
        foreach (var c in text)
        {
            if (!char.IsAsciiDigit((char)c))
            {
                return false;
            }
        }

        return text.Length is > 0 and <= LongestPort;
    }
}
