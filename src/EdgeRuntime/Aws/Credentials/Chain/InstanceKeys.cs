using System.Net;
using System.Text;

namespace EdgeActors.Aws.Credentials.Chain;

/// <summary>
/// Keys of an EC2 instance's role, by version 2 of its metadata service only. Off unless allowed; also read here, so that one fetch is
/// three requests and no loop.
/// </summary>
/// <param name="client">Sends; without a proxy.</param>
/// <param name="environment">Gives a variable's value, or null.</param>
/// <param name="allowed">Whether it may be asked at all.</param>
/// <param name="clock">Tells what is left of the keys.</param>
internal sealed class InstanceKeys(HttpClient client, Func<string, string?> environment, bool allowed, TimeProvider clock) : IKeySource
{
    private const string DefaultEndpoint = "http://169.254.169.254";
    private const string Roles = "/latest/meta-data/iam/security-credentials/";

    /// <inheritdoc />
    public string Name => "the instance metadata service";

    /// <inheritdoc />
    public KeyAnswer Fetch(CancellationToken cancelled)
    {
        if (!allowed || string.Equals(environment("AWS_EC2_METADATA_DISABLED"), "true", StringComparison.OrdinalIgnoreCase))
        {
            return new KeyAnswer.NotConfigured("leave to ask the instance metadata service");
        }

        string endpoint = environment("AWS_EC2_METADATA_SERVICE_ENDPOINT") is { Length: > 0 } named ? named.TrimEnd('/') : DefaultEndpoint;
        if (!Uri.TryCreate(endpoint, UriKind.Absolute, out Uri? at) || at.Scheme != Uri.UriSchemeHttp)
        {
            return new KeyAnswer.Refused("AWS_EC2_METADATA_SERVICE_ENDPOINT is no http address", KeyFault.Setting);
        }

        return Ask(HttpMethod.Put, endpoint + "/latest/api/token", null, cancelled) switch
        {
            (null, var refusal) => refusal!,
            ({ } token, _) => OfRole(endpoint, Line(token), cancelled),
        };
    }

    private KeyAnswer OfRole(string endpoint, string token, CancellationToken cancelled)
    {
        (KeyRequest.Answer? roles, KeyAnswer.Refused? refusal) = Ask(HttpMethod.Get, endpoint + Roles, token, cancelled);
        if (roles is null)
        {
            return refusal!;
        }

        (KeyRequest.Answer? answer, refusal) = Ask(HttpMethod.Get, endpoint + Roles + Uri.EscapeDataString(Line(roles)), token, cancelled);
        return answer is null ? refusal!
            : KeyDocument.OfContainer.Read(answer.Body) is { } keys ? KeyLife.Of(keys.Keys, keys.Expiration, answer.ServerTime, clock.GetUtcNow(), Name)
            : new KeyAnswer.Refused($"{Name} answered 200 without a document of keys", KeyFault.Malformed);
    }

    private (KeyRequest.Answer? Answer, KeyAnswer.Refused? Refusal) Ask(HttpMethod method, string address, string? token, CancellationToken cancelled)
    {
        using HttpRequestMessage request = new(method, address);
        if (token is null)
        {
            request.Headers.Add("X-aws-ec2-metadata-token-ttl-seconds", "300");
        }
        else
        {
            request.Headers.TryAddWithoutValidation("X-aws-ec2-metadata-token", token);
        }

        (KeyRequest.Answer? answer, KeyAnswer.Refused? refusal) = new KeyRequest(client, Name).Send(request, cancelled);
        return answer is null or { Status: HttpStatusCode.OK }
            ? (answer, refusal)
            : (null, answer.Status == HttpStatusCode.NotFound && token is not null
                ? new($"{Name} knows no role of this instance (404)", KeyFault.Unknown)
                : new($"{Name} answered {(int)answer.Status}", KeyFault.Failing));
    }

    // A token and a role's name are one line of plain text each.
    private static string Line(KeyRequest.Answer answer) =>
        new([.. Encoding.ASCII.GetString(answer.Body.Span).TakeWhile(c => c is > ' ' and < '\x7f')]);
}
