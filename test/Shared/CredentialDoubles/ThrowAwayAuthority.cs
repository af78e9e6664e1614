using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace EdgeActors.Specs.CredentialDoubles;

/// <summary>A certificate authority that lives as long as a spec, with a folder for the files of its certificates.</summary>
internal sealed class ThrowAwayAuthority : IDisposable
{
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly DateTimeOffset _now = TimeProvider.System.GetUtcNow();

    public ThrowAwayAuthority()
    {
        CertificateRequest request = new("CN=Throw-away authority " + Guid.NewGuid(), _key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        Root = request.CreateSelfSigned(_now.AddYears(-2), _now.AddYears(2));
        File.WriteAllText(RootFile, Root.ExportCertificatePem());
    }

    /// <summary>Where its files are.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("authority-").FullName;

    /// <summary>The authority's own certificate.</summary>
    public X509Certificate2 Root { get; }

    /// <summary>Its PEM file.</summary>
    public string RootFile => Path.Combine(Folder, "root.pem");

    /// <summary>A server's certificate for <c>localhost</c> and 127.0.0.1, or for <paramref name="host"/>.</summary>
    public X509Certificate2 Server(string? host = null, TimeSpan? age = null)
    {
        SubjectAlternativeNameBuilder names = new();
        names.AddDnsName(host ?? "localhost");
        if (host is null)
        {
            names.AddIpAddress(IPAddress.Loopback);
        }

        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return Issue(key, "CN=server", names, "1.3.6.1.5.5.7.3.1", age).CopyWithPrivateKey(key);
    }

    /// <summary>Files of a device's certificate and key, the key readable by this user only.</summary>
    public (string Certificate, string Key) Device(string name = "device", TimeSpan? age = null)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using X509Certificate2 certificate = Issue(key, "CN=" + name, null, "1.3.6.1.5.5.7.3.2", age);
        string certificateFile = Path.Combine(Folder, name + ".crt.pem");
        string keyFile = Path.Combine(Folder, name + ".key.pem");
        File.WriteAllText(certificateFile, certificate.ExportCertificatePem());
        File.WriteAllText(keyFile, key.ExportPkcs8PrivateKeyPem());
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(keyFile, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        return (certificateFile, keyFile);
    }

    public void Dispose()
    {
        Directory.Delete(Folder, recursive: true);
        Root.Dispose();
        _key.Dispose();
    }

    private X509Certificate2 Issue(ECDsa key, string subject, SubjectAlternativeNameBuilder? names, string purpose, TimeSpan? age)
    {
        CertificateRequest request = new(subject, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(purpose)], false));
        if (names is not null)
        {
            request.CertificateExtensions.Add(names.Build());
        }

        DateTimeOffset begin = _now.AddDays(-1) - (age ?? TimeSpan.Zero);
        return request.Create(Root, begin, begin.AddDays(30), Guid.NewGuid().ToByteArray());
    }
}
