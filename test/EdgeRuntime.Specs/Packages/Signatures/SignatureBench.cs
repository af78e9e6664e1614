using System.Text;
using System.Text.Json.Nodes;
using EdgeActors.Packages;
using EdgeActors.Packages.Signatures;
using EdgeActors.Specs.Packages.Fakes;
using EdgeActors.Specs.Storage;

namespace EdgeActors.Specs.Packages.Signatures;

/// <summary>A key, its folder, and signatures that are not quite right.</summary>
internal sealed class SignatureBench : IDisposable
{
    private readonly TemporaryFolder _place = new();

    public SignatureBench()
    {
        File.WriteAllText(_place["trusted.pem"], Key.PublicPem);
        Close("trusted.pem");
    }

    public static DateTimeOffset Now { get; } = new(2026, 11, 28, 12, 0, 0, TimeSpan.Zero);

    public SigningKey Key { get; } = SigningKey.Create();

    public string Folder => _place.Path;

    public static byte[] Package { get; } = StoreBench.Package();

    public static string Digest { get; } = StoreBench.Sha256(Package);

    public static IReadOnlyList<PackageFile> Files { get; } = Unpacking.UnpackerSpecs.Unpack(Package, new MemoryTarget());

    public static PackageStatement Statement(DateTimeOffset? expires = null) => new(
        new SignedSubject("mnist-1.0.tar.gz", Digest), [.. Files.Select(file => new SignedSubject(file.Name, file.Sha256))], "mnist", "1.0", expires);

    public byte[] Envelope(PackageStatement? statement = null) => Key.Sign(statement ?? Statement()).Write();

    public SignedPackage Verify(byte[] envelope) =>
        SignatureCheck.Verify(envelope, Digest, TrustedKeys.Read(Folder, Now).Keys, Now);

    /// <summary>Why an envelope is refused.</summary>
    public string Refusal(byte[] envelope)
    {
        PackageException refused = Assert.Throws<PackageException>(() => Verify(envelope));
        Assert.False(refused.IsTransient);
        return refused.Message;
    }

    /// <summary>A good envelope, changed.</summary>
    public byte[] Changed(Action<JsonObject> change)
    {
        JsonObject envelope = JsonNode.Parse(Envelope())!.AsObject();
        change(envelope);
        return Encoding.UTF8.GetBytes(envelope.ToJsonString());
    }

    /// <summary>A statement, changed, and then signed by the right key.</summary>
    public byte[] SignedAnyway(Action<JsonObject> change)
    {
        JsonObject statement = JsonNode.Parse(Statement().Write())!.AsObject();
        change(statement);
        return SignedAnyway(statement.ToJsonString());
    }

    public byte[] SignedAnyway(string payload, string type = PackageStatement.PayloadType)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(payload);
        using System.Security.Cryptography.ECDsa key = System.Security.Cryptography.ECDsa.Create();
        key.ImportFromPem(Key.PrivatePem);
        byte[] signature = key.SignData(
            DsseEnvelope.SignedBytes(type, bytes), System.Security.Cryptography.HashAlgorithmName.SHA256,
            System.Security.Cryptography.DSASignatureFormat.Rfc3279DerSequence);
        return new DsseEnvelope(type, bytes, [new DsseSignature(Key.Public.Id, signature)]).Write();
    }

    public void Write(string name, string text)
    {
        File.WriteAllText(_place[name], text);
        Close(name);
    }

    public string Path(string name) => _place[name];

    public void Dispose()
    {
        Key.Dispose();
        _place.Dispose();
    }

    private void Close(string name) => File.SetUnixFileMode(_place[name], UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
}
