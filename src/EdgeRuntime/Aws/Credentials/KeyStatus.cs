namespace EdgeActors.Aws.Credentials;

/// <summary>What <see cref="CredentialCache"/> has at this moment.</summary>
/// <param name="Keys">Keys that are valid now; null when there are none.</param>
/// <param name="Reason">Why there are none, a clause safe to show; empty when there are.</param>
internal readonly record struct KeyStatus(AwsKeys? Keys, string Reason);
