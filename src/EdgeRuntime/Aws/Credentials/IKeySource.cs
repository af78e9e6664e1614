namespace EdgeActors.Aws.Credentials;

/// <summary>Where keys come from: an endpoint, the environment, a file.</summary>
internal interface IKeySource
{
    /// <summary>Its name within a sentence, safe to show.</summary>
    string Name { get; }

    /// <summary>
    /// Asks once, without retries of its own. May block: <see cref="CredentialCache"/> calls it on a thread made for this call, never
    /// twice at the same time, and goes on without it when it takes too long. Expected failures are answers, not exceptions.
    /// </summary>
    /// <param name="cancelled">Fires when nobody waits for the answer any more.</param>
    KeyAnswer Fetch(CancellationToken cancelled);
}
