using System.Net;
using System.Net.Sockets;

namespace EdgeActors.Aws.Credentials;

/// <summary>Sends a request of a key source on the thread that calls, and puts what goes wrong into words.</summary>
/// <param name="client">Sends; <see cref="Client"/> makes one.</param>
/// <param name="name">Name of the other side within a sentence.</param>
internal sealed class KeyRequest(HttpClient client, string name)
{
    private const int MaxAnswerBytes = 64 << 10;

    /// <summary>A client for such requests: the caller's token ends them, and answers beyond 64 KiB are refused.</summary>
    /// <param name="handler">Connects.</param>
    /// <param name="watch">Sees the requests and answers pass; null for nobody.</param>
    public static HttpClient Client(SocketsHttpHandler handler, DelegatingHandler? watch = null)
    {
        // Where a redirect leads to is not where the keys were to come from.
        handler.AllowAutoRedirect = false;
        handler.UseCookies = false;
        // An answer that was given up is not read to its end to save the connection.
        handler.ResponseDrainTimeout = TimeSpan.Zero;
        watch?.InnerHandler = handler;
        return new HttpClient((HttpMessageHandler?)watch ?? handler) { Timeout = Timeout.InfiniteTimeSpan, MaxResponseContentBufferSize = MaxAnswerBytes };
    }

    /// <summary>The answer, or why there is none.</summary>
    public (Answer? Answer, KeyAnswer.Refused? Refusal) Send(HttpRequestMessage request, CancellationToken cancelled)
    {
        try
        {
            using HttpResponseMessage response = client.Send(request, HttpCompletionOption.ResponseContentRead, cancelled);
            using MemoryStream body = new();
            response.Content.ReadAsStream(cancelled).CopyTo(body);
            return (new Answer(response.StatusCode, body.ToArray(), response.Headers.Date), null);
        }
        catch (OperationCanceledException)
        {
            return (null, new($"{name} was not waited for any longer", KeyFault.Silent));
        }
        catch (HttpRequestException exception)
        {
            return (null, Refusal(exception));
        }
        catch (IOException)
        {
            return (null, Broken);
        }
    }

    private KeyAnswer.Refused Broken => new($"{name} broke its answer off", KeyFault.Malformed);

    private KeyAnswer.Refused Refusal(HttpRequestException exception) => exception.HttpRequestError switch
    {
        HttpRequestError.NameResolutionError => new($"the host name of {name} cannot be resolved", KeyFault.Unreachable),
        HttpRequestError.ConnectionError when exception.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionRefused } =>
            new($"nobody listens at {name}", KeyFault.Unreachable),
        HttpRequestError.ConnectionError => new($"{name} cannot be reached", KeyFault.Unreachable),
        HttpRequestError.SecureConnectionError => new($"no secure connection to {name} could be made", KeyFault.Untrusted),
        HttpRequestError.ConfigurationLimitExceeded => new($"{name} answered more than {MaxAnswerBytes} bytes", KeyFault.Malformed),
        _ when exception.HttpRequestError == HttpRequestError.ResponseEnded || exception.InnerException is IOException => Broken,
        _ => new($"the request to {name} failed ({exception.HttpRequestError})", KeyFault.Unreachable),
    };

    /// <summary>What came back.</summary>
    internal sealed record Answer(HttpStatusCode Status, ReadOnlyMemory<byte> Body, DateTimeOffset? ServerTime);
}
