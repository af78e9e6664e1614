using EdgeActors.Aws.Credentials;
using EdgeActors.Aws.S3;
using EdgeActors.Configuration.Capture;

namespace EdgeActors.Hosting.Capture;

/// <summary>What configuration says about the cloud, in the words of the adapters.</summary>
internal static class BucketOptions
{
    /// <summary>The bucket and the way to it.</summary>
    public static S3SinkOptions Of(BucketSettings bucket) => new()
    {
        Bucket = bucket.Name,
        Region = bucket.Region,
        Endpoint = bucket.Endpoint,
        ForcePathStyle = bucket.PathStyle,
        Proxy = bucket.Proxy is { } proxy ? new S3Proxy(proxy.Host, proxy.Port) : null,
    };

    /// <summary>Where keys come from.</summary>
    public static CredentialOptions Keys(CertificateSettings? certificate) => certificate is null
        ? new CredentialOptions()
        : new CredentialOptions
        {
            IotEndpoint = certificate.Endpoint,
            CertificateFile = certificate.CertificateFile,
            PrivateKeyFile = certificate.PrivateKeyFile,
            AuthorityFile = certificate.AuthorityFile,
            ThingName = certificate.ThingName,
        };
}
