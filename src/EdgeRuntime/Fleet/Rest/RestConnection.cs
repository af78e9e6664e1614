using System.Net.Http.Headers;
using EdgeActors.Aws.Credentials;
using EdgeActors.Aws.Signing;
using EdgeActors.Fleet.Rest.Wire;

namespace EdgeActors.Fleet.Rest;

/// <summary>Sends one signed request and reads one bounded answer.</summary>
internal sealed class RestConnection : IDisposable
{
    private readonly RestFleetOptions _options;
    private readonly Func<Guid> _invocations;
    private readonly RequestSigner _signer;
    private readonly HttpClient _http;

    /// <param name="options">Checked options.</param>
    /// <param name="invocations">Gives each request an id of its own.</param>
    public RestConnection(RestFleetOptions options, Func<Guid> invocations)
    {
        (_options, _invocations) = (options, invocations);
        _signer = new RequestSigner(options.Region, WireOperation.SigningName);
        _http = new HttpClient(Handler(options)) { Timeout = Timeout.InfiniteTimeSpan, MaxResponseContentBufferSize = options.MaxAnswerBytes };
    }

    /// <summary>The answer, whatever it is.</summary>
    /// <param name="operation">One of <see cref="WireOperation"/>.</param>
    /// <param name="body">The message.</param>
    /// <param name="keys">What to sign with.</param>
    /// <param name="now">When it is signed.</param>
    /// <param name="cancelled">Ends it.</param>
    /// <exception cref="HttpRequestException">There is none.</exception>
    public async Task<RestAnswer> SendAsync(
        string operation, ReadOnlyMemory<byte> body, AwsKeys keys, DateTimeOffset now, CancellationToken cancelled)
    {
        using HttpRequestMessage request = Signed(operation, body, keys, now);
        using HttpResponseMessage response = await _http.SendAsync(request, HttpCompletionOption.ResponseContentRead, cancelled);
        string? error = response.Headers.TryGetValues(WireOperation.ErrorType, out IEnumerable<string>? types) ? types.First() : null;
        return new RestAnswer(
            (int)response.StatusCode, RestFault.NameOf(error), response.Headers.Date, await response.Content.ReadAsByteArrayAsync(cancelled));
    }

    /// <inheritdoc />
    public void Dispose() => _http.Dispose();

    private HttpRequestMessage Signed(string operation, ReadOnlyMemory<byte> body, AwsKeys keys, DateTimeOffset now)
    {
        HttpRequestMessage request = new(HttpMethod.Post, new Uri(_options.Endpoint, operation)) { Content = new ReadOnlyMemoryContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(WireOperation.ContentType);
        string payload = SignatureV4.PayloadHash(body.Span);
        KeyValuePair<string, string>[] own =
        [
            new(SignedHeaders.Host, _options.Endpoint.Authority),
            new(SignedHeaders.PayloadHash, payload),
            new(WireOperation.InvocationId, _invocations().ToString()),
        ];
        SignableRequest signable = new(
            HttpMethod.Post.Method, operation, "", [new("content-type", WireOperation.ContentType), .. own], payload);
        foreach ((string name, string value) in own.Concat(_signer.Sign(signable, keys, now)))
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return request;
    }

    private static SocketsHttpHandler Handler(RestFleetOptions options)
    {
        SocketsHttpHandler handler = new()
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            ConnectTimeout = options.ConnectTimeout,
            PooledConnectionIdleTimeout = options.IdleConnections,
            // An answer that was given up is not read to its end to save the connection.
            ResponseDrainTimeout = TimeSpan.Zero,
        };
        if (options.Proxy is { } proxy)
        {
            handler.Proxy = proxy.ToWebProxy();
        }

        return handler;
    }
}
