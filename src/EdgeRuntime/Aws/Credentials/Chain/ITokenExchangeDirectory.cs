namespace EdgeActors.Aws.Credentials.Chain;

/// <summary>
/// Knows where Greengrass's token exchange service is. Nucleus lite gives it another port at each restart, and the one in the environment
/// of a process that runs is that of its start.
/// </summary>
internal interface ITokenExchangeDirectory
{
    /// <summary>Where the service is by now; null when that is not to be learned.</summary>
    Task<TokenExchangePlace?> TokenExchangeAsync(CancellationToken cancelled);
}

/// <summary>Where the service listens on this machine, and what to show it.</summary>
/// <param name="Port">Its port.</param>
/// <param name="Token">This component's token, which is another one after the nucleus has forgotten the first.</param>
internal sealed record TokenExchangePlace(int Port, Secret Token);
