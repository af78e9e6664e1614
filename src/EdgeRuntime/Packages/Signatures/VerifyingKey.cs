using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace EdgeActors.Packages.Signatures;

/// <summary>A public key on the curve P-256 that verifies ECDSA signatures over SHA-256. Safe for any thread.</summary>
/// <param name="Id">SHA-256 of the key as a SubjectPublicKeyInfo (DER), lower-case hex.</param>
/// <param name="Info">The key in that form.</param>
internal sealed record VerifyingKey(string Id, byte[] Info)
{
    private const string CurveOid = "1.2.840.10045.3.1.7";

    /// <summary>Reads all keys of a PEM file.</summary>
    /// <param name="pem">Public keys and certificates, one or more.</param>
    /// <param name="now">Certificates must be valid then.</param>
    /// <exception cref="PackageException">It holds something else, or nothing.</exception>
    public static IReadOnlyList<VerifyingKey> Read(string pem, DateTimeOffset now)
    {
        List<VerifyingKey> keys = [];
        ReadOnlySpan<char> rest = pem;
        while (PemEncoding.TryFind(rest, out PemFields fields))
        {
            keys.Add(Read(rest[fields.Label].ToString(), rest[fields.Location], now));
            rest = rest[fields.Location.End..];
        }

        return keys.Count > 0 ? keys : throw new PackageException("it holds no PEM block");
    }

    /// <summary>The public half of a key.</summary>
    public static VerifyingKey Of(ECDsa key)
    {
        byte[] info = key.ExportSubjectPublicKeyInfo();
        return new VerifyingKey(Convert.ToHexStringLower(SHA256.HashData(info)), info);
    }

    /// <summary>Whether a key is on the curve that is used.</summary>
    public static bool IsUsable(ECDsa key) => key.ExportParameters(includePrivateParameters: false).Curve.Oid.Value == CurveOid;

    /// <summary>Whether the key's owner signed the bytes.</summary>
    public bool Verifies(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> signature)
    {
        using ECDsa key = ECDsa.Create();
        key.ImportSubjectPublicKeyInfo(Info, out _);
        try
        {
            return key.VerifyData(bytes, signature, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        }
        catch (CryptographicException)
        {
            // Not even the form of a signature.
            return false;
        }
    }

    private static VerifyingKey Read(string label, ReadOnlySpan<char> pem, DateTimeOffset now)
    {
        if (label.Contains("PRIVATE", StringComparison.Ordinal))
        {
            throw new PackageException("it holds a private key, which belongs on no device: remove it, and make new keys if others could read it");
        }

        try
        {
            using ECDsa? key = label switch
            {
                "PUBLIC KEY" => OfPublicKey(pem),
                "CERTIFICATE" => OfCertificate(pem, now),
                _ => throw new PackageException($"it holds a PEM block that is neither PUBLIC KEY nor CERTIFICATE"),
            };
            return key is not null && IsUsable(key) ? Of(key) : throw new PackageException("it holds a key that is not for ECDSA on the curve P-256");
        }
        catch (Exception unreadable) when (unreadable is CryptographicException or ArgumentException)
        {
            throw new PackageException("it holds a key or certificate that cannot be read", cause: unreadable);
        }
    }

    private static ECDsa OfPublicKey(ReadOnlySpan<char> pem)
    {
        ECDsa key = ECDsa.Create();
        try
        {
            key.ImportFromPem(pem);
            return key;
        }
        catch
        {
            key.Dispose();
            throw;
        }
    }

    private static ECDsa? OfCertificate(ReadOnlySpan<char> pem, DateTimeOffset now)
    {
        using X509Certificate2 certificate = X509Certificate2.CreateFromPem(pem);
        return now >= certificate.NotBefore && now < certificate.NotAfter
            ? certificate.GetECDsaPublicKey()
            : throw new PackageException("it holds a certificate that is not valid now; look at the device's clock, or renew it");
    }
}
