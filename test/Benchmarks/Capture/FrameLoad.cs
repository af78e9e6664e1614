using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using Google.Protobuf;
using static System.Text.Encoding;

namespace EdgeActors.Benchmarks.Capture;

/// <summary>
/// Closed-loop <see cref="FrameClient"/>s, each with a connection of its own, in one thread that looks after them all. Each load gives the microseconds of
/// every call that was answered OK, in order.
/// </summary>
internal sealed class FrameLoad(string socket, int clients, TimeSpan slice)
{
    private const string CaptureData = "/AWS.SageMaker.Edge.Agent/CaptureData";
    private const string Check = "/grpc.health.v1.Health/Check";

    /// <summary>Id of the capture that was begun last.</summary>
    public string LastId { get; private set; } = "";

    /// <summary>Captures of one tensor, each with an id of its own.</summary>
    public double[] Capture(string model, int bytes)
    {
        Protocol.Agent.CaptureDataRequest request = CaptureLoad.Request(model, bytes);
        byte[] message = request.ToByteArray();
        byte[] id = ASCII.GetBytes(request.CaptureId);
        int place = message.AsSpan().IndexOf(id);
        long number = 0;
        string run = request.CaptureId[16..];
        return Run(CaptureData, message, sent =>
        {
            LastId = (++number).ToString("x16", CultureInfo.InvariantCulture) + run;
            ASCII.GetBytes(LastId, sent[place..]);
        });
    }

    /// <summary>
    /// The least that a call with as many bytes can cost: a health check is answered at once, and that its message is a field which it does not know
    /// it need not care.
    /// </summary>
    public double[] Ask(int bytes)
    {
        const byte unknown = (15 << 3) | 2;
        int length = CaptureLoad.Request("mnist", bytes).CalculateSize() - 3;
        return Run(Check, [unknown, (byte)(length | 0x80), (byte)(length >> 7), .. new byte[length]], static _ => { });
    }

    private double[] Run(string method, byte[] message, Change change)
    {
        FrameClient[] all = [.. Enumerable.Range(0, clients).Select(_ => new FrameClient(socket, method, message))];
        Dictionary<Socket, FrameClient> busy = all.ToDictionary(static client => client.Socket);
        List<double> times = new(1_000_000);
        List<Socket> ready = [];
        long begin = Stopwatch.GetTimestamp();
        Array.ForEach(all, Begin);
        while (busy.Count > 0)
        {
            ready.Clear();
            ready.AddRange(busy.Keys);
            Socket.Select(ready, null, null, Timeout.InfiniteTimeSpan);
            ready.ForEach(one => Take(busy[one]));
        }

        Array.ForEach(all, static client => client.Dispose());
        return [.. times.Order()];

        void Begin(FrameClient client)
        {
            change(client.Message);
            client.Begin();
        }

        void Take(FrameClient client)
        {
            if (client.Take() is not { } isOk)
            {
                return;
            }

            if (isOk)
            {
                times.Add(Stopwatch.GetElapsedTime(client.Begun).TotalMicroseconds);
            }

            if (Stopwatch.GetElapsedTime(begin) < slice)
            {
                Begin(client);
            }
            else
            {
                busy.Remove(client.Socket);
            }
        }
    }

    private delegate void Change(Span<byte> message);
}
