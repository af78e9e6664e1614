using System.Diagnostics;
using System.Globalization;
using Google.Protobuf;
using static System.Text.Encoding;

namespace EdgeActors.Benchmarks.Capture;

/// <summary>
/// Closed-loop <see cref="FrameClient"/>s, each with a thread and a connection of its own. Each load gives the microseconds of every call that was
/// answered OK, in order.
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
            LastId = Interlocked.Increment(ref number).ToString("x16", CultureInfo.InvariantCulture) + run;
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
        List<double>[] times = new List<double>[clients];
        Thread[] threads = [.. Enumerable.Range(0, clients).Select(n => new Thread(() =>
        {
            times[n] = new List<double>(100_000);
            using FrameClient client = new(socket, method, message);
            long begin = Stopwatch.GetTimestamp();
            while (Stopwatch.GetElapsedTime(begin) < slice)
            {
                change(client.Message);
                long start = Stopwatch.GetTimestamp();
                if (client.Call())
                {
                    times[n].Add(Stopwatch.GetElapsedTime(start).TotalMicroseconds);
                }
                else
                {
                    Thread.Yield();
                }
            }
        }))];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        return [.. times.SelectMany(static one => one).Order()];
    }

    private delegate void Change(Span<byte> message);
}
