using System.Collections.Concurrent;
using System.Diagnostics;
using EdgeActors.Protocol.Agent;
using EdgeActors.Protocol.Client;
using EdgeActors.Protocol.Grpc;
using Google.Protobuf;

namespace EdgeActors.Benchmarks.Capture;

/// <summary>Closed-loop clients, each on a connection of its own, that capture one tensor of a given size.</summary>
internal static class CaptureLoad
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Latency in microseconds of every accepted capture, in order, and how many were told to come back.</summary>
    public static async Task<(double[] Microseconds, long Refused)> RunAsync(string socket, string model, int clients, int bytes, TimeSpan time, TimeSpan pause)
    {
        ConcurrentBag<double> latencies = [];
        long refused = 0;
        await Task.WhenAll(Enumerable.Range(0, clients).Select(_ => Task.Run(async () =>
        {
            using EdgeAgentClient agent = new(socket);
            long begin = Stopwatch.GetTimestamp();
            while (Stopwatch.GetElapsedTime(begin) < time)
            {
                CaptureDataRequest request = Request(model, bytes);
                long start = Stopwatch.GetTimestamp();
                try
                {
                    await agent.CaptureDataAsync(request, Patience);
                    latencies.Add(Stopwatch.GetElapsedTime(start).TotalMicroseconds);
                }
                catch (GrpcException full) when (full.Code == GrpcStatusCode.ResourceExhausted)
                {
                    Interlocked.Increment(ref refused);
                    await Task.Delay(1);
                }

                if (pause > TimeSpan.Zero)
                {
                    await Task.Delay(pause);
                }
            }
        })));
        double[] sorted = [.. latencies.Order()];
        return (sorted, refused);
    }

    /// <summary>A capture of one tensor, with an id of its own.</summary>
    public static CaptureDataRequest Request(string model, int bytes)
    {
        TensorMetadata metadata = new() { Name = ByteString.CopyFromUtf8("window"), DataType = DataType.Uint8 };
        metadata.Shape.Add(bytes);
        Tensor tensor = new() { TensorMetadata = metadata, ByteData = UnsafeByteOperations.UnsafeWrap(new byte[bytes]) };
        return new CaptureDataRequest { ModelName = model, CaptureId = Guid.NewGuid().ToString(), InputTensors = { tensor } };
    }
}
