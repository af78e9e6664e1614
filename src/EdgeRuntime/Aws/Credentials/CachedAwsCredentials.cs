using Amazon.Runtime;

namespace EdgeActors.Aws.Credentials;

/// <summary>
/// What clients of the SDK sign with. Only ever looks into the cache: where the SDK's own classes would fetch and block for seconds,
/// this one throws at once.
/// </summary>
internal sealed class CachedAwsCredentials(CredentialCache cache) : AWSCredentials
{
    /// <summary>The keys of now.</summary>
    /// <exception cref="CredentialsUnavailableException">There are none.</exception>
    public override ImmutableCredentials GetCredentials()
    {
        KeyStatus status = cache.Current();
        return status.Keys is { } keys
            ? new ImmutableCredentials(keys.AccessKeyId.Reveal(), keys.SecretAccessKey.Reveal(), keys.SessionToken?.Reveal())
            : throw new CredentialsUnavailableException(status.Reason);
    }

    /// <inheritdoc cref="GetCredentials" />
    public override Task<ImmutableCredentials> GetCredentialsAsync()
    {
        try
        {
            return Task.FromResult(GetCredentials());
        }
        catch (CredentialsUnavailableException exception)
        {
            return Task.FromException<ImmutableCredentials>(exception);
        }
    }
}

/// <summary>There are no valid keys now, which is an outage and nothing wrong with the request. Its message is safe to show.</summary>
internal sealed class CredentialsUnavailableException(string reason) : AmazonClientException($"no AWS credentials: {reason}");
