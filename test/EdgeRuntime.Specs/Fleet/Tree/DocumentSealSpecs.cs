using EdgeActors.Fleet.Signing;
using EdgeActors.Fleet.Tree;
using EdgeActors.Packages.Signatures;
using EdgeActors.Specs.Packages.Signatures;

namespace EdgeActors.Specs.Fleet.Tree;

public sealed class DocumentSealSpecs : IDisposable
{
    private static readonly byte[] Document = """{ "format": "edgeactors-fleet/1" }"""u8.ToArray();
    private readonly SignatureBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Theory]
    [InlineData(SignaturePolicy.Off, nameof(DocumentPolicy.Off))]
    [InlineData(SignaturePolicy.Warn, nameof(DocumentPolicy.Warn))]
    [InlineData(SignaturePolicy.Enforce, nameof(DocumentPolicy.Enforce))]
    public void Policy_is_that_of_packages(object packages, string documents)
    {
        Assert.Equal(documents, Seal((SignaturePolicy)packages).Policy.ToString());
    }

    [Fact]
    public void Document_that_a_known_key_signed_has_no_fault()
    {
        Assert.Null(Seal().FaultOf(Document, DesiredSignature.Sign(_bench.Key, Document)));
    }

    [Fact]
    public void Signature_that_is_missing_strange_or_of_other_bytes_is_told()
    {
        using SigningKey stranger = SigningKey.Create();

        Assert.Equal("it has none", Seal().FaultOf(Document, null));
        Assert.Contains("known here", Seal().FaultOf(Document, DesiredSignature.Sign(stranger, Document)), StringComparison.Ordinal);
        Assert.Contains("of other bytes", Seal().FaultOf(Document, DesiredSignature.Sign(_bench.Key, "other"u8)), StringComparison.Ordinal);
        Assert.NotNull(Seal().FaultOf(Document, [1, 2, 3]));
    }

    [Fact]
    public void Signature_of_a_package_is_none_of_a_document()
    {
        Assert.Contains("about something else", Seal().FaultOf(SignatureBench.Package, _bench.Envelope()), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_key_nothing_is_good_and_the_reason_is_told()
    {
        byte[] envelope = DesiredSignature.Sign(_bench.Key, Document);

        string? folderless = new DocumentSeal(SignaturePolicy.Enforce, keysFolder: null, TimeProvider.System).FaultOf(Document, envelope);
        string? empty = new DocumentSeal(SignaturePolicy.Enforce, _bench.Path("nowhere"), TimeProvider.System).FaultOf(Document, envelope);

        Assert.Contains("there is no key to verify it with: no folder of public keys is named", folderless, StringComparison.Ordinal);
        Assert.Contains("nowhere is no folder", empty, StringComparison.Ordinal);
    }

    [Fact]
    public void Keys_may_come_and_go_while_it_runs()
    {
        using SigningKey next = SigningKey.Create();
        DocumentSeal seal = Seal();
        byte[] envelope = DesiredSignature.Sign(next, Document);
        string? before = seal.FaultOf(Document, envelope);

        _bench.Write("next.pem", next.PublicPem);
        string? with = seal.FaultOf(Document, envelope);
        File.Delete(_bench.Path("next.pem"));

        Assert.NotNull(before);
        Assert.Null(with);
        Assert.NotNull(seal.FaultOf(Document, envelope));
    }

    private DocumentSeal Seal(SignaturePolicy policy = SignaturePolicy.Enforce) => new(policy, _bench.Folder, TimeProvider.System);
}
