namespace EdgeActors.Aws.Credentials.Chain;

/// <summary>Keys of the environment: <c>AWS_ACCESS_KEY_ID</c>, <c>AWS_SECRET_ACCESS_KEY</c> and, for temporary ones, <c>AWS_SESSION_TOKEN</c>.</summary>
/// <param name="environment">Gives a variable's value, or null.</param>
internal sealed class EnvironmentKeys(Func<string, string?> environment) : IKeySource
{
    /// <inheritdoc />
    public string Name => "the environment";

    /// <inheritdoc />
    public KeyAnswer Fetch(CancellationToken cancelled)
    {
        string? id = environment("AWS_ACCESS_KEY_ID");
        string? key = environment("AWS_SECRET_ACCESS_KEY");
        string? token = environment("AWS_SESSION_TOKEN");
        return (string.IsNullOrEmpty(id), string.IsNullOrEmpty(key)) switch
        {
            (true, true) => new KeyAnswer.NotConfigured("AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY"),
            (false, false) => new KeyAnswer.Granted(
                new AwsKeys(new Secret(id!), new Secret(key!), string.IsNullOrEmpty(token) ? null : new Secret(token)), null, Name),
            (false, true) => new KeyAnswer.Refused("AWS_ACCESS_KEY_ID is set and AWS_SECRET_ACCESS_KEY is not: set both or neither", KeyFault.Setting),
            _ => new KeyAnswer.Refused("AWS_SECRET_ACCESS_KEY is set and AWS_ACCESS_KEY_ID is not: set both or neither", KeyFault.Setting),
        };
    }
}
