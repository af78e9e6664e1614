using System.Buffers;
using System.Text;

namespace EdgeActors.Grpc.Agent;

/// <summary>The contract's rule for <c>LoadModelRequest.url</c>: whatever its name says, a folder on the device.</summary>
internal static class ModelUrl
{
    /// <summary>Bytes of the longest path that the operating system takes.</summary>
    public const int Longest = 4095;

    private const string Separator = "://";

    // No registered scheme is longer; what is longer is a strange folder, and is looked for.
    private const int LongestScheme = 32;

    private static readonly SearchValues<char> SchemeCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-.");

    /// <summary>What is wrong with <paramref name="url"/> and what to send instead; null when it may be looked for.</summary>
    public static string? FaultOf(string url)
    {
        const string wanted = "a model is loaded from a folder on this device, absolute or relative to the agent's working directory";
        if (url.Length == 0)
        {
            return $"url is empty: {wanted}";
        }

        if (Encoding.UTF8.GetByteCount(url) > Longest)
        {
            return $"url is longer than {Longest} bytes: {wanted}";
        }

        if (url.Contains('\0', StringComparison.Ordinal))
        {
            return $"url holds a NUL character: {wanted}";
        }

        string? scheme = SchemeOf(url);
        return scheme is null ? null
            : scheme.Equals("file", StringComparison.OrdinalIgnoreCase) ? $"url has the scheme file://: {wanted}; leave the scheme out"
            : $"url has the scheme {scheme}://: {wanted}; download and unpack the package first, then send its folder";
    }

    private static string? SchemeOf(string url)
    {
        int end = url.IndexOf(Separator, StringComparison.Ordinal);
        bool isScheme = end is > 0 and <= LongestScheme
            && char.IsAsciiLetter(url[0])
            && url.AsSpan(0, end).IndexOfAnyExcept(SchemeCharacters) < 0;
        return isScheme ? url[..end] : null;
    }
}
