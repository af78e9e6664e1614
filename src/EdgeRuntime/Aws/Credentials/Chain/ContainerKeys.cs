namespace EdgeActors.Aws.Credentials.Chain;

/// <summary>
/// Keys of a container endpoint, above all Greengrass's token exchange service. Read here and not by the SDK: its own reader asks five
/// times within a call, asks for ever when the nucleus answers 200 with <c>null</c> (it does so without a cloud), and cannot be cancelled.
/// </summary>
/// <param name="client">Sends; without a proxy.</param>
/// <param name="environment">Gives a variable's value, or null; asked at each fetch, since the service moves when it is restarted.</param>
/// <param name="clock">Tells what is left of the keys.</param>
/// <param name="directory">Knows where Greengrass's service is after it has moved; null where nobody does.</param>
internal sealed class ContainerKeys(
    HttpClient client, Func<string, string?> environment, TimeProvider clock, ITokenExchangeDirectory? directory = null) : IKeySource
{
    // Kept until it fails too: the address in the environment of a running process never becomes right again.
    private ContainerAddress? _moved;

    /// <inheritdoc />
    public string Name => "the container credentials endpoint";

    /// <inheritdoc />
    public KeyAnswer Fetch(CancellationToken cancelled)
    {
        (ContainerAddress? given, KeyAnswer? fault) = ContainerAddress.From(environment);
        if (given is null)
        {
            return fault!;
        }

        ContainerAddress address = _moved ?? given;
        (KeyAnswer answer, bool isLost) = Ask(address, cancelled);
        if (!isLost || cancelled.IsCancellationRequested || Found(address, cancelled) is not { } found)
        {
            return answer;
        }

        _moved = found;
        return Ask(found, cancelled).Answer;
    }

    private static bool IsOfAnother(KeyRequest.Answer? answer) => answer is null || (int)answer.Status is 401 or 403 or 404;

    // This thread was made for the fetch: it may wait.
    private ContainerAddress? Found(ContainerAddress lost, CancellationToken cancelled) =>
        directory?.TokenExchangeAsync(cancelled).GetAwaiter().GetResult() is { } place ? lost.MovedTo(place) : null;

    /// <summary>The answer, and whether it may be that of a service that has gone, or of whoever has its port now.</summary>
    private (KeyAnswer Answer, bool IsLost) Ask(ContainerAddress address, CancellationToken cancelled)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, address.Uri);
        request.Headers.Accept.ParseAdd("application/json");
        if (address.Token is { } token)
        {
            // Greengrass's token is no scheme with a parameter, which is what a parsed header would have to be.
            request.Headers.TryAddWithoutValidation("Authorization", token.Reveal());
        }

        (KeyRequest.Answer? answer, KeyAnswer.Refused? refusal) = new KeyRequest(client, address.Name).Send(request, cancelled);
        return (answer is null ? refusal! : Read(answer, address.Name), IsOfAnother(answer));
    }

    private KeyAnswer Read(KeyRequest.Answer answer, string name)
    {
        int status = (int)answer.Status;
        if (status != 200)
        {
            return status switch
            {
                401 or 403 => new KeyAnswer.Refused($"{name} refused the authorization token ({status})", KeyFault.Denied),
                404 => new KeyAnswer.Refused(
                    $"{name} does not know the authorization token (404): if the nucleus was restarted, restart this component too", KeyFault.Unknown),
                _ => new KeyAnswer.Refused($"{name} answered {status}", KeyFault.Failing),
            };
        }

        if (answer.Body.Span.Trim(" \t\r\n"u8).SequenceEqual("null"u8))
        {
            return new KeyAnswer.Refused($"{name} has no keys now: the nucleus does not reach the cloud or its role alias is wrong", KeyFault.Empty);
        }

        return KeyDocument.OfContainer.Read(answer.Body) is { } keys
            ? KeyLife.Of(keys.Keys, keys.Expiration, answer.ServerTime, clock.GetUtcNow(), name)
            : new KeyAnswer.Refused($"{name} answered 200 without a document of keys", KeyFault.Malformed);
    }
}
