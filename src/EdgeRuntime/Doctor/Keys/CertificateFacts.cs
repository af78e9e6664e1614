using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using EdgeActors.Aws.Credentials;
using EdgeActors.Aws.Credentials.Iot;

namespace EdgeActors.Doctor.Keys;

/// <summary>What is known of the device's certificate without the other side.</summary>
/// <param name="File">Its file.</param>
/// <param name="From">When it begins to be valid; null when the file cannot be read.</param>
/// <param name="Until">When it ends.</param>
/// <param name="Open">A sentence for each file that others may read or change.</param>
internal sealed record CertificateFacts(string File, DateTimeOffset? From, DateTimeOffset? Until, IReadOnlyList<string> Open)
{
    /// <summary>Looks.</summary>
    public static CertificateFacts Of(CredentialOptions options)
    {
        string file = options.CertificateFile!;
        string[] open = [.. KeyFileMode.Warnings(options)];
        try
        {
            using X509Certificate2 certificate = X509CertificateLoader.LoadCertificateFromFile(file);
            return new CertificateFacts(file, certificate.NotBefore.ToUniversalTime(), certificate.NotAfter.ToUniversalTime(), open);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or CryptographicException)
        {
            // Asking for keys reads it too, and says exactly what is wrong.
            return new CertificateFacts(file, null, null, open);
        }
    }
}
