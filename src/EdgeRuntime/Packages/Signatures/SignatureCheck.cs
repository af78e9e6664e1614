using EdgeActors.Wording;

namespace EdgeActors.Packages.Signatures;

/// <summary>Who signed a package, and what was signed.</summary>
/// <param name="KeyId">The key.</param>
/// <param name="Statement">What it says.</param>
internal sealed record SignedPackage(string KeyId, PackageStatement Statement);

/// <summary>Decides whether an envelope speaks for a package. Pure.</summary>
internal static class SignatureCheck
{
    /// <summary>Verifies; one good signature by a known key is enough, whatever others there are.</summary>
    /// <param name="envelope">The detached signature's bytes.</param>
    /// <param name="digest">SHA-256 of the package, lower-case hex.</param>
    /// <param name="keys">Whose signatures count.</param>
    /// <param name="now">The time that a statement's end is compared with.</param>
    /// <exception cref="PackageException">It does not, and why.</exception>
    public static SignedPackage Verify(ReadOnlyMemory<byte> envelope, string digest, IReadOnlyList<VerifyingKey> keys, DateTimeOffset now)
    {
        (VerifyingKey signer, byte[] payload) = Verify(envelope, keys);
        PackageStatement statement = PackageStatement.Read(payload);
        if (statement.Package.Sha256 != digest)
        {
            throw new PackageException($"the signature is for a package of SHA-256 {statement.Package.Sha256}, and this one's is {digest}");
        }

        return statement.Expires is not { } expires || now < expires
            ? new SignedPackage(signer.Id, statement)
            : throw new PackageException($"the signature was good until {expires:yyyy-MM-dd HH:mm:ss} UTC; sign the package again, or look at the device's clock");
    }

    /// <summary>Verifies that a known key signed a statement, whatever it says; gives its bytes.</summary>
    /// <exception cref="PackageException">None did.</exception>
    public static (VerifyingKey Signer, byte[] Statement) Verify(ReadOnlyMemory<byte> envelope, IReadOnlyList<VerifyingKey> keys)
    {
        DsseEnvelope read = DsseEnvelope.Read(envelope);
        return read.PayloadType == PackageStatement.PayloadType
            ? (Signer(read, keys), read.Payload)
            : throw new PackageException($"the signature file holds \"{Printable.Of(read.PayloadType)}\", not \"{PackageStatement.PayloadType}\"");
    }

    private static VerifyingKey Signer(DsseEnvelope envelope, IReadOnlyList<VerifyingKey> keys)
    {
        byte[] signed = DsseEnvelope.SignedBytes(envelope.PayloadType, envelope.Payload);
        foreach (DsseSignature signature in envelope.Signatures)
        {
            // The id only says whom to ask; without one everybody is.
            VerifyingKey? signer = keys.FirstOrDefault(
                key => (signature.KeyId.Length == 0 || signature.KeyId == key.Id) && key.Verifies(signed, signature.Bytes));
            if (signer is not null)
            {
                return signer;
            }
        }

        string[] known = [.. envelope.Signatures.Select(signature => signature.KeyId).Where(id => keys.Any(key => key.Id == id)).Distinct()];
        throw new PackageException(known.Length > 0
            ? $"the signature by key {known[0]} is not of these bytes: package or signature were changed"
            : $"none of the {envelope.Signatures.Count} signatures is by a key that is known here ({keys.Count} are)");
    }
}
