namespace EdgeActors.Aws.Credentials;

/// <summary>Keys that requests are signed with. All of it is secret: the id alone tells whose device speaks.</summary>
/// <param name="AccessKeyId">Id of the key.</param>
/// <param name="SecretAccessKey">The key.</param>
/// <param name="SessionToken">Belongs to temporary keys; null for lasting ones.</param>
internal sealed record AwsKeys(Secret AccessKeyId, Secret SecretAccessKey, Secret? SessionToken);

/// <summary>What one fetch came to.</summary>
internal abstract record KeyAnswer
{
    private KeyAnswer()
    {
    }

    /// <summary>There are keys.</summary>
    /// <param name="Keys">Them.</param>
    /// <param name="Life">How long they are good for from now, above zero; null for keys that do not expire.</param>
    /// <param name="From">Who gave them, for the log.</param>
    public sealed record Granted(AwsKeys Keys, TimeSpan? Life, string From) : KeyAnswer;

    /// <summary>There are none now.</summary>
    /// <param name="Reason">A clause for log and status, safe to show: own words, no secret, no text of the other side.</param>
    /// <param name="Fault">Which kind, for whoever names a cure.</param>
    public sealed record Refused(string Reason, KeyFault Fault = KeyFault.Other) : KeyAnswer;

    /// <summary>This source has not been told where to look, so that another one may be asked.</summary>
    /// <param name="Missing">What would have to be set, for the log.</param>
    public sealed record NotConfigured(string Missing) : KeyAnswer;
}
