using Amazon.Runtime;

namespace EdgeActors.Aws.Credentials;

/// <summary>Between keys in the SDK's own form and ours.</summary>
internal static class SdkKeys
{
    /// <summary>The SDK's keys of this moment.</summary>
    public static AwsKeys From(ImmutableCredentials keys) => new(
        new Secret(keys.AccessKey), new Secret(keys.SecretKey), string.IsNullOrEmpty(keys.Token) ? null : new Secret(keys.Token));

    /// <summary>The same keys, for commands that use them once and end; they are not renewed.</summary>
    public static AWSCredentials Of(AwsKeys keys) => keys.SessionToken is { } token
        ? new SessionAWSCredentials(keys.AccessKeyId.Reveal(), keys.SecretAccessKey.Reveal(), token.Reveal())
        : new BasicAWSCredentials(keys.AccessKeyId.Reveal(), keys.SecretAccessKey.Reveal());
}
