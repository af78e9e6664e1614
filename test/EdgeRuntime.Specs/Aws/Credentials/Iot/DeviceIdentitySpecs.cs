using System.Security.Cryptography;
using EdgeActors.Aws.Credentials;
using EdgeActors.Aws.Credentials.Iot;
using EdgeActors.Specs.CredentialDoubles;

namespace EdgeActors.Specs.Aws.Credentials.Iot;

public sealed class DeviceIdentitySpecs : IDisposable
{
    private readonly ThrowAwayAuthority _authority = new();
    private readonly CredentialOptions _good;

    public DeviceIdentitySpecs()
    {
        (string certificate, string key) = _authority.Device();
        _good = new CredentialOptions { CertificateFile = certificate, PrivateKeyFile = key, AuthorityFile = _authority.RootFile };
    }

    public void Dispose() => _authority.Dispose();

    [Fact]
    public void Certificates_after_the_first_go_along_as_intermediates()
    {
        File.AppendAllText(_good.CertificateFile!, "\n" + File.ReadAllText(_authority.RootFile));

        (DeviceIdentity? identity, string fault) = Read(_good);

        Assert.Empty(fault);
        Assert.True(identity!.Certificate.HasPrivateKey);
        Assert.Equal(_authority.Root, Assert.Single(identity.Intermediates));
        Assert.Equal(_authority.Root, Assert.Single(identity.Roots!));
    }

    [Fact]
    public void A_missing_file_is_named()
    {
        string gone = Path.Combine(_authority.Folder, "gone.pem");

        AssertFault($"{gone} cannot be read (there is no such file)", _good with { CertificateFile = gone });
        AssertFault($"{gone} cannot be read (there is no such file)", _good with { PrivateKeyFile = gone });
        AssertFault($"{gone} cannot be read (there is no such file)", _good with { AuthorityFile = gone });
    }

    [Fact]
    public void A_file_with_something_else_is_named()
    {
        string other = Path.Combine(_authority.Folder, "other.pem");
        File.WriteAllText(other, "CANARY");
        string damaged = Path.Combine(_authority.Folder, "damaged.pem");
        File.WriteAllText(damaged, "-----BEGIN CERTIFICATE-----\nQ0FOQVJZ\n-----END CERTIFICATE-----\n");

        AssertFault($"{other} holds no certificate in PEM form", _good with { CertificateFile = other });
        AssertFault($"{damaged} holds a certificate that is damaged", _good with { CertificateFile = damaged });
        AssertFault($"{other} holds no certificate in PEM form", _good with { AuthorityFile = other });
        AssertFault(
            $"{other} holds no usable private key for the certificate in {_good.CertificateFile}", _good with { PrivateKeyFile = other });
    }

    [Fact]
    public void A_key_of_another_certificate_is_named()
    {
        (_, string foreign) = _authority.Device("another");

        AssertFault(
            $"the private key in {foreign} does not belong to the certificate in {_good.CertificateFile}", _good with { PrivateKeyFile = foreign });
    }

    [Fact]
    public void An_encrypted_key_is_named()
    {
        using ECDsa key = ECDsa.Create();
        string file = Path.Combine(_authority.Folder, "encrypted.pem");
        PbeParameters parameters = new(PbeEncryptionAlgorithm.Aes128Cbc, HashAlgorithmName.SHA256, 1000);
        File.WriteAllText(file, key.ExportEncryptedPkcs8PrivateKeyPem("CANARY", parameters));

        AssertFault(
            $"the private key in {file} is encrypted; give it without a password and readable by this user only",
            _good with { PrivateKeyFile = file });
    }

    [Theory]
    [InlineData(-60)]
    [InlineData(60)]
    public void A_certificate_out_of_its_time_is_named_with_the_clock(int days)
    {
        DateTimeOffset then = TimeProvider.System.GetUtcNow().AddDays(days);

        (DeviceIdentity? identity, string fault) = DeviceIdentity.Read(_good, then);

        Assert.Null(identity);
        Assert.StartsWith($"the certificate in {_good.CertificateFile} is valid from", fault, StringComparison.Ordinal);
        Assert.EndsWith($"it is {then.UtcDateTime:u} by the device's clock", fault, StringComparison.Ordinal);
    }

    [UnixFact]
    public void Files_that_others_may_touch_are_warned_of()
    {
        Assert.Empty(KeyFileMode.Warnings(_good));
        File.SetUnixFileMode(_good.PrivateKeyFile!, UnixFileMode.UserRead | UnixFileMode.GroupRead);
        File.SetUnixFileMode(_good.AuthorityFile!, UnixFileMode.UserRead | UnixFileMode.OtherWrite);

        string[] warnings = [.. KeyFileMode.Warnings(_good)];

        Assert.Equal(
            [
                $"The private key {_good.PrivateKeyFile} is open to other users (mode 0440); set its mode to 0400",
                $"{_good.AuthorityFile} can be changed by other users (mode 0402); set its mode to 0444",
            ],
            warnings);
    }

    private static (DeviceIdentity? Identity, string Fault) Read(CredentialOptions options) =>
        DeviceIdentity.Read(options, TimeProvider.System.GetUtcNow());

    private static void AssertFault(string expected, CredentialOptions options) => Assert.Equal(expected, Read(options).Fault);
}
