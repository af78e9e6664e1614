using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace EdgeActors.Capture.Layout;

/// <summary>
/// Makes one part of a key out of a name that nobody can be trusted with: ASCII letters, digits, <c>.</c>, <c>_</c> and <c>-</c> only,
/// no dot in front, so neither <c>..</c> nor a hidden file, and fit for a folder as well as for S3. A name that had to be changed ends in
/// a hash of the original, so that two names stay two.
/// </summary>
internal static class KeySegment
{
    private const int HashLength = 17; // a dash and 16 digits
    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-");

    /// <summary>The part for a name.</summary>
    /// <param name="name">Any text, also empty.</param>
    /// <param name="longest">Characters that the part may have, at least 18.</param>
    public static string Of(string name, int longest)
    {
        if (name.Length is > 0 && name.Length <= longest && name[0] != '.' && !name.AsSpan().ContainsAnyExcept(Allowed))
        {
            return name;
        }

        string hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, 8));
        return $"{Shape(name, longest - HashLength)}-{hash}";
    }

    /// <summary>The name's recognisable rest, without a hash; for names that are made unique in another way.</summary>
    public static string Shape(string name, int longest)
    {
        if (name.Length == 0)
        {
            return "_";
        }

        return string.Create(Math.Min(name.Length, longest), name, static (part, name) =>
        {
            for (int i = 0; i < part.Length; i++)
            {
                bool stays = Allowed.Contains(name[i]) && (i > 0 || name[i] != '.');
                part[i] = stays ? name[i] : '_';
            }
        });
    }
}
