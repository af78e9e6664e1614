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
    public (Answer? Answer, string Reason) Send(HttpRequestMessage request, CancellationToken cancelled)
    {
        try
        {
            using HttpResponseMessage response = client.Send(request, HttpCompletionOption.ResponseContentRead, cancelled);
            using MemoryStream body = new();
            response.Content.ReadAsStream(cancelled).CopyTo(body);
            return (new Answer(response.StatusCode, body.ToArray(), response.Headers.Date), "");
        }
        catch (OperationCanceledException)
        {
            return (null, $"{name} was not waited for any longer");
        }
        catch (HttpRequestException exception)
        {
            return (null, Reason(exception));
        }
        catch (IOException)
        {
            return (null, $"{name} broke its answer off");
        }
    }

    private string Reason(HttpRequestException exception) => exception.HttpRequestError switch
    {
        HttpRequestError.NameResolutionError => $"the host name of {name} cannot be resolved",
        HttpRequestError.ConnectionError when exception.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionRefused } =>
            $"nobody listens at {name}",
        HttpRequestError.ConnectionError => $"{name} cannot be reached",
        HttpRequestError.SecureConnectionError => $"no secure connection to {name} could be made",
        HttpRequestError.ConfigurationLimitExceeded => $"{name} answered more than {MaxAnswerBytes} bytes",
        _ when exception.HttpRequestError == HttpRequestError.ResponseEnded || exception.InnerException is IOException =>
            $"{name} broke its answer off",
        _ => $"the request to {name} failed ({exception.HttpRequestError})",
    };

    /// <summary>What came back.</summary>
    internal sealed record Answer(HttpStatusCode Status, ReadOnlyMemory<byte> Body, DateTimeOffset? ServerTime);
}
