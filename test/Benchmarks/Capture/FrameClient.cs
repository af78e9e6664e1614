using System.Buffers.Binary;
using System.Diagnostics;
using System.Net.Sockets;
using System.Text;

namespace EdgeActors.Benchmarks.Capture;

/// <summary>
/// A client that costs next to nothing: the frames of one call are made once and sent again and again, one call after the other on one
/// connection; one thread looks after many. Clients share the machine with the agent, so what a client takes the agent does not get.
/// </summary>
internal sealed class FrameClient : IDisposable
{
    private const int HeaderBytes = 9;
    private const int PrefixBytes = 5;
    private const byte Data = 0;
    private const byte Headers = 1;
    private const byte Settings = 4;
    private const byte Ping = 6;
    private const byte WindowUpdate = 8;
    private const byte EndStream = 1;
    private const byte Acknowledged = 1;
    private const byte EndHeaders = 4;

    private readonly byte[] _received = new byte[16 << 10];
    private readonly byte[] _call;
    private readonly int _body;
    private readonly int _message;
    private int _start;
    private int _end;
    private int _stream = -1;
    private bool _isAnswered;

    /// <param name="path">Of the socket.</param>
    /// <param name="method">For example <c>/AWS.SageMaker.Edge.Agent/CaptureData</c>.</param>
    /// <param name="message">What is sent; at most 16,000 bytes, so that it is one frame.</param>
    public FrameClient(string path, string method, byte[] message)
    {
        byte[] headers = [.. Literal(":method", "POST"), .. Literal(":scheme", "http"), .. Literal(":path", method),
            .. Literal(":authority", "localhost"), .. Literal("content-type", "application/grpc"), .. Literal("te", "trailers")];
        byte[] prefix = new byte[PrefixBytes];
        BinaryPrimitives.WriteInt32BigEndian(prefix.AsSpan(1), message.Length);
        _call = [.. Frame(Headers, EndHeaders, headers), .. Frame(Data, EndStream, [.. prefix, .. message])];
        _body = HeaderBytes + headers.Length;
        _message = _body + HeaderBytes + PrefixBytes;
        Socket.Connect(new UnixDomainSocketEndPoint(path));
        byte[] window = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(window, 1 << 30);
        Send([.. "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8, .. Frame(Settings, 0, []), .. Frame(WindowUpdate, 0, window)]);
    }

    /// <summary>The message of the next call.</summary>
    public Span<byte> Message => _call.AsSpan(_message);

    /// <summary>To wait on until something has come.</summary>
    public Socket Socket { get; } = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);

    /// <summary>Timestamp of the call that runs.</summary>
    public long Begun { get; private set; }

    /// <summary>Makes the next call.</summary>
    public void Begin()
    {
        _stream += 2;
        _isAnswered = false;
        BinaryPrimitives.WriteInt32BigEndian(_call.AsSpan(5), _stream);
        BinaryPrimitives.WriteInt32BigEndian(_call.AsSpan(_body + 5), _stream);
        Begun = Stopwatch.GetTimestamp();
        Send(_call);
    }

    /// <summary>
    /// Takes what has come, and waits when nothing has. Null while the call runs; at its end true for OK: failures come as headers alone, without a message.
    /// </summary>
    public bool? Take()
    {
        Receive();
        bool hasEnded = false;
        while (Next() is { IsEmpty: false } frame)
        {
            (byte type, byte flags) = (frame[3], frame[4]);
            bool isOurs = BinaryPrimitives.ReadInt32BigEndian(frame[5..]) == _stream;
            _isAnswered |= type == Data && isOurs;
            hasEnded |= type is Data or Headers && isOurs && (flags & EndStream) != 0;
            if (type is Settings or Ping && (flags & Acknowledged) == 0)
            {
                Send(Frame(type, Acknowledged, type == Ping ? frame[HeaderBytes..].ToArray() : []));
            }
        }

        return hasEnded ? _isAnswered : null;
    }

    public void Dispose() => Socket.Dispose();

    private void Receive()
    {
        _received.AsSpan(_start.._end).CopyTo(_received);
        (_start, _end) = (0, _end - _start);
        int more = Socket.Receive(_received.AsSpan(_end));
        _end += more > 0 ? more : throw new InvalidOperationException("the agent hung up");
    }

    // The next whole frame, header included; empty when none is there.
    private ReadOnlySpan<byte> Next()
    {
        Span<byte> there = _received.AsSpan(_start.._end);
        int length = there.Length < HeaderBytes ? int.MaxValue : HeaderBytes + (BinaryPrimitives.ReadInt32BigEndian(there) >> 8);
        if (there.Length < length)
        {
            return default;
        }

        _start += length;
        return there[..length];
    }

    private void Send(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            bytes = bytes[Socket.Send(bytes)..];
        }
    }

    private static byte[] Frame(byte type, byte flags, byte[] payload)
    {
        byte[] frame = new byte[HeaderBytes + payload.Length];
        BinaryPrimitives.WriteInt32BigEndian(frame, (payload.Length << 8) | type);
        frame[4] = flags;
        payload.CopyTo(frame, HeaderBytes);
        return frame;
    }

    // A literal without indexing, so that no call changes what the next one means.
    private static byte[] Literal(string name, string value) =>
        [0, (byte)name.Length, .. Encoding.ASCII.GetBytes(name), (byte)value.Length, .. Encoding.ASCII.GetBytes(value)];
}
