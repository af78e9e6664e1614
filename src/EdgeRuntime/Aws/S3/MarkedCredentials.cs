using Amazon.Runtime;
using EdgeActors.Aws.Credentials;

namespace EdgeActors.Aws.S3;

/// <summary>Credentials made when first asked for, whose failures are told apart from all others.</summary>
internal sealed class MarkedCredentials(Func<AWSCredentials> create) : AWSCredentials
{
    private readonly Lazy<AWSCredentials> _inner = new(create, LazyThreadSafetyMode.PublicationOnly);

    /// <exception cref="NoCredentialsException">There are none now.</exception>
    public override ImmutableCredentials GetCredentials()
    {
        try
        {
            return _inner.Value.GetCredentials();
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            throw new NoCredentialsException(failure);
        }
    }

    /// <exception cref="NoCredentialsException">There are none now.</exception>
    public override async Task<ImmutableCredentials> GetCredentialsAsync()
    {
        try
        {
            return await _inner.Value.GetCredentialsAsync();
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            throw new NoCredentialsException(failure);
        }
    }
}

/// <summary>
/// An outage, and nothing wrong with the object. The message is safe to show: what the agent's own credentials say of themselves, of any others
/// the kind of the failure only.
/// </summary>
internal sealed class NoCredentialsException(Exception inner) : AmazonClientException(
    inner is CredentialsUnavailableException own ? own.Message : $"there are no AWS credentials now ({inner.GetType().Name})", inner);
