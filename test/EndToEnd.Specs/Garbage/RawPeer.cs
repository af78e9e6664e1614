using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;

namespace EdgeActors.Specs.Garbage;

/// <summary>A peer that writes whatever bytes it likes and never cares for the answer.</summary>
internal sealed class RawPeer : IDisposable
{
    public const byte Data = 0;
    public const byte Headers = 1;
    public const byte ResetStream = 3;
    public const byte Settings = 4;
    public const byte Ping = 6;
    public const byte WindowUpdate = 8;
    public const byte Continuation = 9;
    public const byte EndStream = 1;
    public const byte EndHeaders = 4;

    private readonly Socket _socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly Task _drain;

    public RawPeer(string path)
    {
        _socket.Connect(new UnixDomainSocketEndPoint(path));
        _drain = DrainAsync();
    }

    public static byte[] Preface { get; } = Encoding.ASCII.GetBytes("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");

    /// <summary>The header block of a Predict call, without indexing or Huffman.</summary>
    public static byte[] PredictHeaders(string authority = "localhost") =>
    [
        .. Literal(":method", "POST"), .. Literal(":scheme", "http"), .. Literal(":path", "/AWS.SageMaker.Edge.Agent/Predict"),
        .. Literal(":authority", authority), .. Literal("content-type", "application/grpc"), .. Literal("te", "trailers"),
    ];

    public static byte[] Frame(byte type, byte flags, int stream, ReadOnlySpan<byte> payload, int? claimedLength = null)
    {
        byte[] frame = new byte[9 + payload.Length];
        int length = claimedLength ?? payload.Length;
        frame[0] = (byte)(length >> 16);
        frame[1] = (byte)(length >> 8);
        frame[2] = (byte)length;
        frame[3] = type;
        frame[4] = flags;
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(5), stream);
        payload.CopyTo(frame.AsSpan(9));
        return frame;
    }

    /// <summary>A literal header field without indexing.</summary>
    public static byte[] Literal(string name, string value) =>
        [0x00, .. Length(name.Length), .. Encoding.ASCII.GetBytes(name), .. Length(value.Length), .. Encoding.ASCII.GetBytes(value)];

    /// <summary>Opens the connection as a client should.</summary>
    public bool Greet() => Send([.. Preface, .. Frame(Settings, 0, 0, [])]);

    /// <summary>False when the agent has hung up, which is its right.</summary>
    public bool Send(ReadOnlySpan<byte> bytes)
    {
        try
        {
            while (!bytes.IsEmpty)
            {
                bytes = bytes[_socket.Send(bytes)..];
            }

            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    public void Dispose()
    {
        _socket.Dispose();
        _drain.Wait();
    }

    private static byte[] Length(int length) => length < 127 ? [(byte)length] : [127, .. Rest(length - 127)];

    private static IEnumerable<byte> Rest(int value)
    {
        for (; value >= 128; value >>= 7)
        {
            yield return (byte)((value & 0x7F) | 0x80);
        }

        yield return (byte)value;
    }

    private async Task DrainAsync()
    {
        byte[] buffer = new byte[4096];
        try
        {
            while (await _socket.ReceiveAsync(buffer) > 0)
            {
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The agent hung up or the spec is over: either ends the peer.
            return;
        }
    }
}
