using System.Buffers.Binary;
using System.Net.Sockets;

namespace EdgeActors.Specs.Http2;

/// <summary>An HTTP/2 client on a Unix socket that sends exactly what a spec tells it to.</summary>
internal sealed class Http2TestConnection : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly NetworkStream _stream;
    private readonly HpackTestDecoder _decoder = new();
    private readonly Queue<Http2Frame> _aside = [];
    private readonly Dictionary<int, long> _spent = [];
    private long _connectionWindow = 65_535;
    private long _streamWindow = 65_535;
    private int _lastStream = -1;

    private Http2TestConnection(NetworkStream stream) => _stream = stream;

    public HpackTestEncoder Hpack { get; } = new();

    public static async Task<Http2TestConnection> ConnectAsync(string path, bool handshake = true)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(path));
        var connection = new Http2TestConnection(new NetworkStream(socket, ownsSocket: true));
        if (handshake)
        {
            await connection.SendRawAsync([.. Http2Frame.Preface, .. new Http2Frame(FrameType.Settings, FrameFlags.None, 0, []).ToBytes()]);
        }

        return connection;
    }

    public static byte[] Message(byte[] payload, byte flag = 0)
    {
        var bytes = new byte[5 + payload.Length];
        bytes[0] = flag;
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(1), payload.Length);
        payload.CopyTo(bytes, 5);
        return bytes;
    }

    public int NextStream() => _lastStream += 2;

    public Task SendRawAsync(byte[] bytes) => _stream.WriteAsync(bytes).AsTask();

    public Task SendAsync(FrameType type, FrameFlags flags, int stream, byte[] payload) =>
        SendRawAsync(new Http2Frame(type, flags, stream, payload).ToBytes());

    /// <summary>The usual headers of a gRPC call; null leaves the authority out.</summary>
    public byte[] CallHeaders(string path, string? authority, params (string Name, string Value)[] more)
    {
        List<(string Name, string Value)> headers = [(":method", "POST"), (":scheme", "http"), (":path", path)];
        if (authority is not null)
        {
            headers.Add((":authority", authority));
        }

        headers.Add(("te", "trailers"));
        if (!more.Any(header => header.Name == "content-type"))
        {
            headers.Add(("content-type", "application/grpc"));
        }

        return [.. headers.Concat(more).SelectMany(header => Hpack.Field(header.Name, header.Value))];
    }

    /// <summary>Starts a call: headers, then <paramref name="body"/> in frames of at most 16 KB, unless it is null.</summary>
    public async Task<int> StartCallAsync(byte[] headers, byte[]? body, bool end = true)
    {
        var stream = NextStream();
        await SendAsync(
            FrameType.Headers, FrameFlags.EndHeaders | (body is null && end ? FrameFlags.EndStream : FrameFlags.None), stream, headers);
        if (body is not null)
        {
            await SendDataAsync(stream, body, end);
        }

        return stream;
    }

    public async Task SendDataAsync(int stream, byte[] body, bool end)
    {
        var parts = body.Length == 0 ? [[]] : body.Chunk(16 * 1024).ToArray();
        for (var i = 0; i < parts.Length; i++)
        {
            if (!await WaitForWindowAsync(stream, parts[i].Length))
            {
                return;
            }

            await SendAsync(FrameType.Data, end && i == parts.Length - 1 ? FrameFlags.EndStream : FrameFlags.None, stream, parts[i]);
        }
    }

    /// <summary>Reads until the server grants room for more data.</summary>
    /// <returns>False when it ended the stream instead.</returns>
    private async Task<bool> WaitForWindowAsync(int stream, int size)
    {
        while (_connectionWindow < size || _streamWindow - _spent.GetValueOrDefault(stream) < size)
        {
            var frame = await ReadWireAsync() ?? throw new IOException("The server closed the connection.");
            _aside.Enqueue(frame);
            if (frame.Stream == stream && (frame.Type == FrameType.Reset || frame.Flags.HasFlag(FrameFlags.EndStream)))
            {
                return false;
            }
        }

        _connectionWindow -= size;
        _spent[stream] = _spent.GetValueOrDefault(stream) + size;
        return true;
    }

    /// <summary>A whole unary call with one message.</summary>
    public async Task<Http2TestReply> CallAsync(
        string path, byte[] message, string? authority = "localhost", params (string Name, string Value)[] more) =>
        await ReadReplyAsync(await StartCallAsync(CallHeaders(path, authority, more), Message(message)));

    /// <summary>Reads until the stream ends. Settings and pings are answered on the way.</summary>
    public async Task<Http2TestReply> ReadReplyAsync(int stream)
    {
        var reply = new Http2TestReply();
        while (!await ReadPartAsync(stream, reply))
        {
        }

        return reply;
    }

    /// <summary>Takes the next frame of a stream into its reply.</summary>
    /// <returns>Whether the stream has ended.</returns>
    public async Task<bool> ReadPartAsync(int stream, Http2TestReply reply)
    {
        while (true)
        {
            var frame = await ReadFrameAsync()
                ?? throw new IOException("The server closed the connection.");
            if (frame.Type == FrameType.GoAway && BinaryPrimitives.ReadUInt32BigEndian(frame.Payload.AsSpan(4)) is not 0 and var code)
            {
                throw new IOException($"The server gave up the connection with code {code}.");
            }

            // Every block goes through the decoder: the table is the connection's.
            var headers = frame.Type == FrameType.Headers ? _decoder.Decode(frame.Payload) : [];
            if (frame.Stream == stream && frame.Type is FrameType.Headers or FrameType.Data or FrameType.Reset)
            {
                return Take(frame, headers, reply);
            }
        }
    }

    /// <summary>Reads one frame of any stream; null at the end of the connection.</summary>
    public async Task<Http2Frame?> ReadFrameAsync() => _aside.TryDequeue(out var frame) ? frame : await ReadWireAsync();

    private async Task<Http2Frame?> ReadWireAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        var header = new byte[Http2Frame.HeaderBytes];
        if (!await FillAsync(header, patience.Token))
        {
            return null;
        }

        var payload = new byte[BinaryPrimitives.ReadInt32BigEndian(header) >>> 8];
        if (!await FillAsync(payload, patience.Token))
        {
            return null;
        }

        var frame = new Http2Frame(
            (FrameType)header[3], (FrameFlags)header[4], BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(5)), payload);
        await AnswerAsync(frame);
        return frame;
    }

    public void Dispose() => _stream.Dispose();

    private static bool Take(Http2Frame frame, List<(string Name, string Value)> headers, Http2TestReply reply)
    {
        if (frame.Type == FrameType.Reset)
        {
            reply.Reset = BinaryPrimitives.ReadUInt32BigEndian(frame.Payload);
            return true;
        }

        if (frame.Type == FrameType.Headers)
        {
            var into = reply.HeaderBlocks++ == 0 ? reply.Headers : reply.Trailers;
            headers.ForEach(header => into[header.Name] = header.Value);
        }
        else
        {
            reply.Data.AddRange(frame.Payload);
        }

        return frame.Flags.HasFlag(FrameFlags.EndStream);
    }

    private async Task AnswerAsync(Http2Frame frame)
    {
        if (frame.Type == FrameType.WindowUpdate)
        {
            var more = BinaryPrimitives.ReadUInt32BigEndian(frame.Payload);
            _connectionWindow += frame.Stream == 0 ? more : 0;
            _spent[frame.Stream] = _spent.GetValueOrDefault(frame.Stream) - more;
        }

        for (var at = 0; frame.Type == FrameType.Settings && at < frame.Payload.Length; at += 6)
        {
            // SETTINGS_INITIAL_WINDOW_SIZE
            if (BinaryPrimitives.ReadUInt16BigEndian(frame.Payload.AsSpan(at)) == 4)
            {
                _streamWindow = BinaryPrimitives.ReadUInt32BigEndian(frame.Payload.AsSpan(at + 2));
            }
        }

        if (frame.Type is FrameType.Settings or FrameType.Ping && !frame.Flags.HasFlag(Http2Frame.Ack))
        {
            await AcknowledgeAsync(frame);
        }
    }

    private async Task AcknowledgeAsync(Http2Frame frame)
    {
        try
        {
            await SendAsync(frame.Type, Http2Frame.Ack, 0, frame.Type == FrameType.Ping ? frame.Payload : []);
        }
        catch (IOException e) when (e.InnerException is SocketException { SocketErrorCode: SocketError.Shutdown or SocketError.ConnectionReset })
        {
            // It has hung up and waits for no answer; what it sent before can still be read.
            return;
        }
    }

    private async Task<bool> FillAsync(byte[] bytes, CancellationToken patience)
    {
        try
        {
            return await _stream.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, patience) == bytes.Length;
        }
        catch (IOException e) when (e.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionReset })
        {
            return false;
        }
    }
}
