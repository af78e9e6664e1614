using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace EdgeActors.Aws.Signing.Verification;

/// <summary>What the header <c>Authorization</c> of a signed request says.</summary>
/// <param name="AccessKeyId">Whose keys signed it.</param>
/// <param name="Scope">What the signature holds for.</param>
/// <param name="SignedHeaders">Lower-case names in ordinal order, none twice.</param>
/// <param name="Signature">Of <see cref="SignatureV4.Length"/> bytes.</param>
internal sealed partial record AuthorizationHeader(
    string AccessKeyId, SigningScope Scope, IReadOnlyList<string> SignedHeaders, ReadOnlyMemory<byte> Signature)
{
    /// <summary>Characters of the longest header that is looked at.</summary>
    public const int Longest = 4096;

    private const int MostHeaders = 64;
    private const string Credential = "Credential";
    private const string Headers = "SignedHeaders";
    private const string Seal = "Signature";

    /// <summary>Reads the header; false unless it is exactly of the form.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out AuthorizationHeader? header)
    {
        header = null;
        if (text.Length > Longest
            || !text.StartsWith(SignatureV4.Algorithm + " ", StringComparison.Ordinal)
            || Fields(text[SignatureV4.Algorithm.Length..]) is not { } fields)
        {
            return false;
        }

        Match credential = CredentialForm().Match(fields[Credential]);
        string[] names = fields[Headers].Split(';', MostHeaders + 1);
        if (!credential.Success || !AreNames(names) || !SealForm().IsMatch(fields[Seal]))
        {
            return false;
        }

        SigningScope scope = new(credential.Groups["date"].Value, credential.Groups["region"].Value, credential.Groups["service"].Value);
        header = new(credential.Groups["id"].Value, scope, names, Convert.FromHexString(fields[Seal]));
        return true;
    }

    private static Dictionary<string, string>? Fields(string text)
    {
        Dictionary<string, string> fields = new(StringComparer.Ordinal);
        foreach (string field in text.Split(','))
        {
            string[] parts = field.Trim(' ').Split('=', 2);
            if (parts.Length != 2 || parts[0] is not (Credential or Headers or Seal) || !fields.TryAdd(parts[0], parts[1]))
            {
                return null;
            }
        }

        return fields.Count == 3 ? fields : null;
    }

    private static bool AreNames(string[] names)
    {
        for (int i = 0; i < names.Length; i++)
        {
            if (!NameForm().IsMatch(names[i]) || (i > 0 && string.CompareOrdinal(names[i - 1], names[i]) >= 0))
            {
                return false;
            }
        }

        return names.Length <= MostHeaders;
    }

    [GeneratedRegex(@"\A(?<id>[A-Za-z0-9_]{1,128})/(?<date>[0-9]{8})/(?<region>[a-z0-9-]{1,63})/(?<service>[a-z0-9-]{1,63})/aws4_request\z")]
    private static partial Regex CredentialForm();

    [GeneratedRegex(@"\A[a-z0-9_.!#$%&'*+^`|~-]{1,128}\z")]
    private static partial Regex NameForm();

    [GeneratedRegex(@"\A[0-9a-f]{64}\z")]
    private static partial Regex SealForm();
}
