using System.Text;
using EdgeActors.Fleet.Signing;
using EdgeActors.Packages;
using EdgeActors.Packages.Signatures;

namespace EdgeActors.Specs.Fleet.Signing;

public sealed class DesiredSignatureSpecs : IDisposable
{
    private static readonly byte[] Document = Encoding.UTF8.GetBytes("""{ "format": "edgeactors-fleet/1" }""");
    private readonly SigningKey _key = SigningKey.Create();
    private readonly SigningKey _stranger = SigningKey.Create();

    public void Dispose()
    {
        _key.Dispose();
        _stranger.Dispose();
    }

    [Fact]
    public void Document_is_verified_by_the_key_that_signed_it()
    {
        byte[] envelope = DesiredSignature.Sign(_key, Document);

        Assert.Equal(_key.Public.Id, DesiredSignature.Verify(envelope, Document, [_stranger.Public, _key.Public]));
    }

    [Fact]
    public void Every_changed_byte_of_the_document_is_found()
    {
        byte[] envelope = DesiredSignature.Sign(_key, Document);
        for (int i = 0; i < Document.Length; i++)
        {
            byte[] changed = [.. Document];
            changed[i] ^= 1;

            PackageException fault = Assert.Throws<PackageException>(() => DesiredSignature.Verify(envelope, changed, [_key.Public]));

            Assert.Contains("changed the document without signing it", fault.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Signature_of_a_stranger_counts_for_nothing()
    {
        byte[] envelope = DesiredSignature.Sign(_stranger, Document);

        Assert.Contains("known here", Assert.Throws<PackageException>(() => DesiredSignature.Verify(envelope, Document, [_key.Public])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Signature_of_a_package_with_the_same_bytes_is_none_of_a_document()
    {
        string digest = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Document));
        byte[] envelope = _key.Sign(new PackageStatement(new SignedSubject("a", digest), [new SignedSubject("b", digest)], null, null, null)).Write();

        Assert.Contains(
            "about something else", Assert.Throws<PackageException>(() => DesiredSignature.Verify(envelope, Document, [_key.Public])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Signature_of_a_document_is_none_of_a_package()
    {
        byte[] envelope = DesiredSignature.Sign(_key, Document);
        string digest = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Document));

        Assert.Throws<PackageException>(() => SignatureCheck.Verify(envelope, digest, [_key.Public], DateTimeOffset.UnixEpoch));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("not json")]
    public void Envelope_that_is_none_is_refused(string text)
    {
        Assert.Throws<PackageException>(() => DesiredSignature.Verify(Encoding.UTF8.GetBytes(text), Document, [_key.Public]));
    }
}
