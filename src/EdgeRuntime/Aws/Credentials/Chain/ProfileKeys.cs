using Amazon.Runtime;
using Amazon.Runtime.CredentialManagement;

namespace EdgeActors.Aws.Credentials.Chain;

/// <summary>
/// Keys of a profile in the shared files of the AWS tools, read by the SDK: lasting keys, or a program that prints keys. Which profile
/// and which file is said by <c>AWS_PROFILE</c> and <c>AWS_SHARED_CREDENTIALS_FILE</c>.
/// </summary>
/// <param name="environment">Gives a variable's value, or null.</param>
/// <param name="clock">Tells what is left of keys that expire.</param>
internal sealed class ProfileKeys(Func<string, string?> environment, TimeProvider clock) : IKeySource
{
    private const string Default = "default";

    /// <inheritdoc />
    public string Name => $"profile '{Profile}'";

    private string Profile => environment("AWS_PROFILE") is { Length: > 0 } name ? name : Default;

    /// <inheritdoc />
    public KeyAnswer Fetch(CancellationToken cancelled)
    {
        try
        {
            if (new CredentialProfileStoreChain(environment("AWS_SHARED_CREDENTIALS_FILE")).TryGetAWSCredentials(Profile, out AWSCredentials found))
            {
                return Keys(found);
            }
        }
        catch (Exception exception)
        {
            // The SDK throws many types here, and some of their texts hold what a program of the profile printed.
            return new KeyAnswer.Refused($"{Name} cannot be used ({exception.GetType().Name})", KeyFault.Setting);
        }

        // Who names a profile wants that one and no other source; the unnamed one is there or not.
        return Profile == Default
            ? new KeyAnswer.NotConfigured("a profile in ~/.aws/credentials")
            : new KeyAnswer.Refused($"{Name}, which AWS_PROFILE names, does not exist", KeyFault.Setting);
    }

    private KeyAnswer Keys(AWSCredentials found)
    {
        ImmutableCredentials keys = found.GetCredentials();
        AwsKeys ours = new(new Secret(keys.AccessKey), new Secret(keys.SecretKey), keys.UseToken ? new Secret(keys.Token) : null);
        return found.Expiration is { } expiration
            ? KeyLife.Of(ours, new DateTimeOffset(expiration.ToUniversalTime()), null, clock.GetUtcNow(), Name)
            : new KeyAnswer.Granted(ours, null, Name);
    }
}
