using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using EdgeActors.Storage.Files;

namespace EdgeActors.Aws.Credentials.Iot;

/// <summary>The device's certificate with its key, and the authorities that it trusts; read from their files for one connection.</summary>
internal sealed record DeviceIdentity(X509Certificate2 Certificate, X509Certificate2Collection Intermediates, X509Certificate2Collection? Roots)
{
    /// <summary>What a client shows of it. Intermediates come from the file only; nothing is downloaded.</summary>
    public SslStreamCertificateContext Context => SslStreamCertificateContext.Create(Certificate, Intermediates, offline: true);

    /// <summary>Reads the files, again at each fetch, so that a renewed certificate needs no restart.</summary>
    /// <returns>The identity, or which file is at fault and why.</returns>
    public static (DeviceIdentity? Identity, string Fault) Read(CredentialOptions options, DateTimeOffset now)
    {
        if (Chain(options.CertificateFile!, out X509Certificate2Collection chain) is { } certificateFault)
        {
            return (null, certificateFault);
        }

        X509Certificate2Collection? roots = null;
        if (!string.IsNullOrEmpty(options.AuthorityFile) && Chain(options.AuthorityFile, out roots) is { } authorityFault)
        {
            return (null, authorityFault);
        }

        X509Certificate2 certificate = chain[0];
        chain.RemoveAt(0);
        if (now < certificate.NotBefore.ToUniversalTime() || now > certificate.NotAfter.ToUniversalTime())
        {
            return (null, $"the certificate in {options.CertificateFile} is valid from {certificate.NotBefore.ToUniversalTime():u} to "
                + $"{certificate.NotAfter.ToUniversalTime():u}, and it is {now.UtcDateTime:u} by the device's clock");
        }

        (X509Certificate2? whole, string fault) = WithKey(certificate, options.CertificateFile!, options.PrivateKeyFile!);
        return whole is null ? (null, fault) : (new DeviceIdentity(whole, chain, roots), "");
    }

    private static string? Chain(string file, out X509Certificate2Collection certificates)
    {
        certificates = [];
        try
        {
            certificates.ImportFromPemFile(file);
            return certificates.Count > 0 ? null : $"{file} holds no certificate in PEM form";
        }
        catch (Exception exception) when (Unreadable(exception))
        {
            return $"{file} cannot be read ({UnreadableFile.Why(file, exception)})";
        }
        catch (CryptographicException)
        {
            return $"{file} holds a certificate that is damaged";
        }
    }

    private static (X509Certificate2?, string) WithKey(X509Certificate2 certificate, string certificateFile, string keyFile)
    {
        string pem;
        try
        {
            pem = File.ReadAllText(keyFile);
        }
        catch (Exception exception) when (Unreadable(exception))
        {
            return (null, $"{keyFile} cannot be read ({UnreadableFile.Why(keyFile, exception)})");
        }

        if (pem.Contains("ENCRYPTED", StringComparison.Ordinal))
        {
            return (null, $"the private key in {keyFile} is encrypted; give it without a password and readable by this user only");
        }

        try
        {
            return (Usable(X509Certificate2.CreateFromPem(certificate.ExportCertificatePem(), pem)), "");
        }
        catch (ArgumentException)
        {
            return (null, $"the private key in {keyFile} does not belong to the certificate in {certificateFile}");
        }
        catch (CryptographicException)
        {
            return (null, $"{keyFile} holds no usable private key for the certificate in {certificateFile}");
        }
    }

    // Windows shows only certificates whose key is in a key set.
    private static X509Certificate2 Usable(X509Certificate2 certificate) => OperatingSystem.IsWindows()
        ? X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null)
        : certificate;

    private static bool Unreadable(Exception exception) =>
        exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException;
}
