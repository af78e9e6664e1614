using Amazon.Runtime;
using EdgeActors.Aws.Credentials;

namespace EdgeActors.Cli.Fleet.Access;

/// <summary>
/// Keys for a command, fetched when they are first needed and again before they expire: a roll-out is watched for longer than keys live. Blocks while
/// it fetches, which in a command nobody minds.
/// </summary>
/// <param name="source">Gives them.</param>
/// <param name="options">Times.</param>
/// <param name="time">The clock.</param>
internal sealed class OperatorKeys(IKeySource source, CredentialOptions options, TimeProvider time) : AWSCredentials
{
    private readonly Lock _gate = new();
    private ImmutableCredentials? _keys;
    private DateTimeOffset _until;

    /// <inheritdoc />
    public override ImmutableCredentials GetCredentials()
    {
        lock (_gate)
        {
            if (_keys is null || time.GetUtcNow() >= _until)
            {
                (_keys, _until) = Fetch();
            }

            return _keys;
        }
    }

    /// <inheritdoc />
    public override Task<ImmutableCredentials> GetCredentialsAsync() => Task.Run(GetCredentials);

    private (ImmutableCredentials Keys, DateTimeOffset Until) Fetch()
    {
        using CancellationTokenSource late = new(options.TimeBox);
        switch (source.Fetch(late.Token))
        {
            case KeyAnswer.Granted granted:
                TimeSpan life = granted.Life ?? options.RecheckPeriod;
                TimeSpan margin = life / 3 < options.RefreshMargin ? life / 3 : options.RefreshMargin;
                return (SdkKeys.Of(granted.Keys).GetCredentials(), time.GetUtcNow() + life - margin);
            case KeyAnswer.Refused refused:
                throw new CredentialsUnavailableException(refused.Reason);
            default:
                throw new CredentialsUnavailableException($"{source.Name} has none");
        }
    }
}
