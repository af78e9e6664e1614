namespace EdgeActors.Aws.Credentials.Chain;

/// <summary>
/// Asks the first source that is configured. A configured source that fails is not passed over: keys of another owner from further down
/// would be a surprise, and the failure is what the person in charge has to read.
/// </summary>
internal sealed class KeyChain(IReadOnlyList<IKeySource> links) : IKeySource
{
    /// <inheritdoc />
    public string Name => "the AWS credentials chain";

    /// <inheritdoc />
    public KeyAnswer Fetch(CancellationToken cancelled)
    {
        List<string> missing = [];
        foreach (IKeySource link in links)
        {
            KeyAnswer answer = link.Fetch(cancelled);
            if (answer is not KeyAnswer.NotConfigured not)
            {
                return answer;
            }

            missing.Add(not.Missing);
        }

        return new KeyAnswer.Refused($"none are configured; there is neither {string.Join(" nor ", missing)}", KeyFault.NotConfigured);
    }
}
