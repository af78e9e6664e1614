using Amazon.Runtime;

namespace EdgeActors.Aws.Credentials;

/// <summary>Keys in the SDK's own form, for commands that use them once and end.</summary>
internal static class SdkKeys
{
    /// <summary>The same keys; they are not renewed.</summary>
    public static AWSCredentials Of(AwsKeys keys) => keys.SessionToken is { } token
        ? new SessionAWSCredentials(keys.AccessKeyId.Reveal(), keys.SecretAccessKey.Reveal(), token.Reveal())
        : new BasicAWSCredentials(keys.AccessKeyId.Reveal(), keys.SecretAccessKey.Reveal());
}
