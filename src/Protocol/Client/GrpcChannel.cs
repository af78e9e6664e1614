using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using EdgeActors.Protocol.Grpc;
using Google.Protobuf;

namespace EdgeActors.Protocol.Client;

/// <summary>Unary gRPC calls over HTTP/2 on a Unix socket.</summary>
internal sealed class GrpcChannel : IDisposable
{
    // Large enough for a picture to travel without waiting for the receiver's window.
    private const int StreamWindowBytes = 4 * 1024 * 1024;
    private static readonly Uri Address = new("http://localhost");

    private readonly EdgeAgentClientOptions _options;
    private readonly HttpMessageInvoker _http;

    public GrpcChannel(EdgeAgentClientOptions options)
    {
        _options = options;
        _http = new HttpMessageInvoker(new SocketsHttpHandler
        {
            ConnectCallback = ConnectAsync,
            EnableMultipleHttp2Connections = true,
            InitialHttp2StreamWindowSize = StreamWindowBytes,
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
        });
    }

    public void Dispose() => _http.Dispose();

    /// <summary>Sends one request and reads the one answer.</summary>
    /// <exception cref="GrpcException">Any end other than OK.</exception>
    /// <exception cref="OperationCanceledException">The caller's own token fired.</exception>
    public async Task<TAnswer> CallAsync<TAnswer>(
        string path, IMessage request, MessageParser<TAnswer> parser, TimeSpan? timeout, CancellationToken cancel)
        where TAnswer : IMessage<TAnswer>
    {
        timeout ??= _options.Timeout;
        using var deadline = timeout is { } t ? new CancellationTokenSource(t, _options.Time) : null;
        using var either = deadline is null ? null : CancellationTokenSource.CreateLinkedTokenSource(cancel, deadline.Token);
        try
        {
            return await ExchangeAsync(path, request, parser, timeout, either?.Token ?? cancel);
        }
        catch (OperationCanceledException e) when (!cancel.IsCancellationRequested && deadline is { IsCancellationRequested: true })
        {
            throw new GrpcException(GrpcStatusCode.DeadlineExceeded, $"The agent did not answer {path} within {timeout}.", e);
        }
        catch (HttpRequestException e) when (e.InnerException is ArgumentOutOfRangeException)
        {
            throw new GrpcException(
                GrpcStatusCode.Unavailable, $"The socket path '{_options.SocketPath}' is longer than the system takes.", e);
        }
        catch (HttpRequestException e) when (FindSocketFault(e) is { } fault)
        {
            throw new GrpcException(GrpcStatusCode.Unavailable, WhyUnreachable(fault), e);
        }
        catch (Exception e) when (e is HttpRequestException or HttpIOException or IOException)
        {
            throw new GrpcException(
                GrpcStatusCode.Unavailable,
                $"The connection to the agent on '{_options.SocketPath}' broke during {path}; it may have stopped. Look into its log.",
                e);
        }
    }

    private async Task<TAnswer> ExchangeAsync<TAnswer>(
        string path, IMessage request, MessageParser<TAnswer> parser, TimeSpan? timeout, CancellationToken cancel)
        where TAnswer : IMessage<TAnswer>
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, new Uri(Address, path))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = Frame(request),
        };
        message.Headers.TE.Add(new TransferCodingWithQualityHeaderValue("trailers"));
        if (timeout is { } t)
        {
            message.Headers.TryAddWithoutValidation(GrpcHeaderNames.Timeout, GrpcTimeout.Format(t));
        }

        using var response = await _http.SendAsync(message, cancel);
        if (response.StatusCode != HttpStatusCode.OK)
        {
            throw new GrpcException(
                GrpcStatusCode.Unknown, $"'{_options.SocketPath}' answered with HTTP status {(int)response.StatusCode}; is it the agent's socket?");
        }

        GrpcReply.ThrowIfFailed(response.Headers);
        await using var body = await response.Content.ReadAsStreamAsync(cancel);
        var answer = await GrpcReply.ReadMessageAsync(body, _options.MaxReceiveBytes, cancel);
        GrpcReply.ThrowIfFailed(response.TrailingHeaders, required: true);
        return answer is null
            ? throw new GrpcException(GrpcStatusCode.Internal, "The agent said OK without an answer.")
            : GrpcReply.Parse(answer, parser);
    }

    private ByteArrayContent Frame(IMessage request)
    {
        var size = request.CalculateSize();
        if (size > _options.MaxSendBytes)
        {
            throw new GrpcException(
                GrpcStatusCode.ResourceExhausted, $"The request is {size} bytes, over this client's limit of {_options.MaxSendBytes}.");
        }

        var framed = new byte[GrpcFrame.PrefixBytes + size];
        GrpcFrame.WritePrefix(framed, (uint)size);
        request.WriteTo(framed.AsSpan(GrpcFrame.PrefixBytes));
        var content = new ByteArrayContent(framed);
        content.Headers.ContentType = new MediaTypeHeaderValue(GrpcHeaderNames.ContentType);
        return content;
    }

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancel)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(_options.SocketPath), cancel);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static SocketException? FindSocketFault(Exception? e)
    {
        while (e is not null and not SocketException)
        {
            e = e.InnerException;
        }

        return e as SocketException;
    }

    private string WhyUnreachable(SocketException fault) => fault.SocketErrorCode switch
    {
        SocketError.ConnectionRefused =>
            $"Nobody answers on '{_options.SocketPath}': the agent has stopped without removing its socket. Start it again.",
        SocketError.AccessDenied =>
            $"This user may not connect to '{_options.SocketPath}': join the socket's group, or run as the agent's user.",
        SocketError.ConnectionReset or SocketError.Shutdown =>
            $"The agent on '{_options.SocketPath}' closed the connection; it may have stopped, or it refuses more connections.",
        _ when !File.Exists(_options.SocketPath) =>
            $"There is no socket '{_options.SocketPath}': check the path and whether the agent is running.",
        _ => $"Cannot connect to '{_options.SocketPath}': {fault.Message}. Check the path and whether the agent is running.",
    };
}
