using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using EdgeActors.Packages;
using EdgeActors.Packages.Signatures;

namespace EdgeActors.Specs.Packages.Signatures;

public sealed class TrustedKeysSpecs : IDisposable
{
    private readonly SignatureBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void Public_keys_and_certificates_count_each_once()
    {
        using SigningKey other = SigningKey.Create();
        _bench.Write("two.pem", _bench.Key.PublicPem + other.PublicPem);
        _bench.Write("certificate.pem", Certificate(ECCurve.NamedCurves.nistP256));
        _bench.Write("readme.txt", "not looked at");

        TrustedKeys keys = Read();

        Assert.Equal(3, keys.Keys.Count);
        Assert.Empty(keys.Faults);
    }

    [Fact]
    public void The_id_is_the_digest_of_the_key_as_openssl_gives_it()
    {
        using ECDsa key = ECDsa.Create();
        key.ImportFromPem(_bench.Key.PublicPem);

        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(key.ExportSubjectPublicKeyInfo())), Read().Keys[0].Id);
    }

    [Fact]
    public void What_is_of_no_use_is_told_and_the_others_count()
    {
        using ECDsa large = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        using RSA rsa = RSA.Create(2048);
        Dictionary<string, (string Text, string Reason)> files = new()
        {
            ["curve.pem"] = (large.ExportSubjectPublicKeyInfoPem(), "P-256"),
            ["rsa.pem"] = (rsa.ExportSubjectPublicKeyInfoPem(), "cannot be read"),
            ["private.pem"] = (_bench.Key.PrivatePem, "private key"),
            ["expired.pem"] = (Certificate(ECCurve.NamedCurves.nistP256, days: -400), "not valid now"),
            ["large.pem"] = (Certificate(ECCurve.NamedCurves.nistP384), "P-256"),
            ["other.pem"] = ("-----BEGIN X509 CRL-----\nAAAA\n-----END X509 CRL-----\n", "neither"),
            ["broken.pem"] = ("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n", "cannot be read"),
            ["empty.pem"] = ("", "no PEM block"),
            ["long.pem"] = (new string('x', 70_000), "bytes"),
        };
        foreach ((string name, (string text, _)) in files)
        {
            _bench.Write(name, text);
        }

        TrustedKeys keys = Read();

        Assert.Equal(_bench.Key.Public.Id, Assert.Single(keys.Keys).Id);
        Assert.All(files, file => Assert.Contains(keys.Faults, fault =>
            fault.Contains($"/{file.Key} is not used", StringComparison.Ordinal) && fault.Contains(file.Value.Reason, StringComparison.Ordinal)));
        Assert.Equal(files.Count, keys.Faults.Count);
    }

    [Theory]
    [InlineData(UnixFileMode.GroupWrite)]
    [InlineData(UnixFileMode.OtherWrite)]
    public void A_file_that_others_may_write_is_not_used(UnixFileMode mode)
    {
        File.SetUnixFileMode(_bench.Path("trusted.pem"), UnixFileMode.UserRead | mode);

        TrustedKeys keys = Read();

        Assert.Empty(keys.Keys);
        Assert.Contains("chmod go-w", Assert.Single(keys.Faults), StringComparison.Ordinal);
    }

    [Fact]
    public void A_link_is_not_used()
    {
        File.Move(_bench.Path("trusted.pem"), _bench.Path("trusted.txt"));
        File.CreateSymbolicLink(_bench.Path("link.pem"), _bench.Path("trusted.txt"));

        TrustedKeys keys = Read();

        Assert.Empty(keys.Keys);
        Assert.Contains("is a link", Assert.Single(keys.Faults), StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_others_may_write_is_not_used()
    {
        File.SetUnixFileMode(_bench.Folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.OtherWrite);

        Assert.Contains("chmod go-w", Assert.Single(Read().Faults), StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_is_not_there_or_empty_is_told()
    {
        Assert.Contains("is no folder", Assert.Single(TrustedKeys.Read("/nowhere/at/all", SignatureBench.Now).Faults), StringComparison.Ordinal);
        File.Delete(_bench.Path("trusted.pem"));
        Assert.Contains("no .pem file", Assert.Single(Read().Faults), StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_the_system_does_not_let_be_read_is_told_and_ends_nothing()
    {
        File.CreateSymbolicLink(_bench.Path("round"), _bench.Path("round"));

        TrustedKeys keys = TrustedKeys.Read(_bench.Path("round"), SignatureBench.Now);

        Assert.Empty(keys.Keys);
        Assert.Contains("/round cannot be read (", Assert.Single(keys.Faults), StringComparison.Ordinal);
    }

    [Fact]
    public void A_private_key_is_read_back_and_nothing_else_is_one()
    {
        using SigningKey again = SigningKey.Read(_bench.Key.PrivatePem);
        using ECDsa large = ECDsa.Create(ECCurve.NamedCurves.nistP384);

        Assert.Equal(_bench.Key.Public.Id, again.Public.Id);
        Assert.All(
            (string[])[_bench.Key.PublicPem, large.ExportPkcs8PrivateKeyPem(), "", "no PEM"],
            text => Assert.Throws<PackageException>(() => SigningKey.Read(text)));
    }

    private static string Certificate(ECCurve curve, int days = 0)
    {
        using ECDsa key = ECDsa.Create(curve);
        DateTimeOffset from = SignatureBench.Now.AddDays(days - 1);
        using X509Certificate2 certificate = new CertificateRequest("CN=signer", key, HashAlgorithmName.SHA256).CreateSelfSigned(from, from.AddDays(30));
        return certificate.ExportCertificatePem() + "\n";
    }

    private TrustedKeys Read() => TrustedKeys.Read(_bench.Folder, SignatureBench.Now);
}
