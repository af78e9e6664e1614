using System.Security.Cryptography;

namespace EdgeActors.Packages.Signatures;

/// <summary>A private key that signs packages.</summary>
internal sealed class SigningKey : IDisposable
{
    private readonly ECDsa _key;

    private SigningKey(ECDsa key) => _key = key;

    /// <summary>The public half.</summary>
    public VerifyingKey Public => VerifyingKey.Of(_key);

    /// <summary>The public half as a PEM file.</summary>
    public string PublicPem => _key.ExportSubjectPublicKeyInfoPem() + "\n";

    /// <summary>The private half as a PEM file.</summary>
    public string PrivatePem => _key.ExportPkcs8PrivateKeyPem() + "\n";

    /// <summary>Makes a new one.</summary>
    public static SigningKey Create() => new(ECDsa.Create(ECCurve.NamedCurves.nistP256));

    /// <summary>Reads one.</summary>
    /// <exception cref="PackageException">It is none that is used here.</exception>
    public static SigningKey Read(string pem)
    {
        ECDsa key = ECDsa.Create();
        try
        {
            key.ImportFromPem(pem);
            // A public key is read as well, and has no such form.
            _ = key.ExportPkcs8PrivateKey();
            return VerifyingKey.IsUsable(key) ? new SigningKey(key) : throw new CryptographicException("another curve");
        }
        catch (Exception unreadable) when (unreadable is CryptographicException or ArgumentException)
        {
            key.Dispose();
            throw new PackageException(
                "the file holds no private key for ECDSA on the curve P-256 that can be read; make one with \"edgeactors package keys\" (a password is not supported)", cause: unreadable);
        }
    }

    /// <summary>An envelope with one signature.</summary>
    public DsseEnvelope Sign(PackageStatement statement) => Sign(statement.Write());

    /// <summary>The same of any statement's bytes.</summary>
    public DsseEnvelope Sign(byte[] payload)
    {
        byte[] signature = _key.SignData(
            DsseEnvelope.SignedBytes(PackageStatement.PayloadType, payload), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        return new DsseEnvelope(PackageStatement.PayloadType, payload, [new DsseSignature(Public.Id, signature)]);
    }

    public void Dispose() => _key.Dispose();
}
