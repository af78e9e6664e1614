using Amazon.Runtime;
using Amazon.S3;
using EdgeActors.Aws.S3;

namespace EdgeActors.Specs.S3;

/// <summary>A server that the contract is run against.</summary>
/// <param name="Endpoint">Where it is.</param>
/// <param name="KeyId">Access key that may do everything.</param>
/// <param name="Secret">Its secret.</param>
/// <param name="Close">Ends it.</param>
internal sealed record S3Target(Uri Endpoint, string KeyId, string Secret, Func<ValueTask> Close)
{
    public const string Bucket = "contract";

    public S3SinkOptions Options { get; } = new()
    {
        Bucket = Bucket,
        Region = "eu-central-1",
        Endpoint = Endpoint,
        ForcePathStyle = true,
    };

    public S3CaptureSink Sink(Func<S3SinkOptions, S3SinkOptions>? change = null, string? secret = null) =>
        new(change?.Invoke(Options) ?? Options, () => new BasicAWSCredentials(KeyId, secret ?? Secret), TimeProvider.System);

    /// <summary>The SDK as it comes: an independent reader.</summary>
    public AmazonS3Client Reader() => new(new BasicAWSCredentials(KeyId, Secret), new AmazonS3Config
    {
        ServiceURL = Endpoint.AbsoluteUri,
        ForcePathStyle = true,
        AuthenticationRegion = Options.Region,
    });
}
