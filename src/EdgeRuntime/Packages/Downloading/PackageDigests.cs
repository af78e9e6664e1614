using System.Security.Cryptography;

namespace EdgeActors.Packages.Downloading;

/// <summary>SHA-1, which the wire demands, and SHA-256, which counts, of bytes as they come.</summary>
internal sealed class PackageDigests : IDisposable
{
    private readonly IncrementalHash _sha1 = IncrementalHash.CreateHash(HashAlgorithmName.SHA1);
    private readonly IncrementalHash _sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <summary>More bytes.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        _sha1.AppendData(bytes);
        _sha256.AppendData(bytes);
    }

    /// <summary>Both digests, lower-case hex.</summary>
    public (string Sha1, string Sha256) Finish() =>
        (Convert.ToHexStringLower(_sha1.GetHashAndReset()), Convert.ToHexStringLower(_sha256.GetHashAndReset()));

    public void Dispose()
    {
        _sha1.Dispose();
        _sha256.Dispose();
    }
}
