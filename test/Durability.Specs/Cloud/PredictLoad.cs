using System.Diagnostics;
using System.Runtime.InteropServices;
using EdgeActors.Protocol.Agent;
using EdgeActors.Protocol.Client;
using EdgeActors.Specs.Devices;
using Google.Protobuf;

namespace EdgeActors.Specs.Cloud;

/// <summary>How long predictions take, one after the other.</summary>
internal static class PredictLoad
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    /// <summary>The time below which 99 of 100 predictions are answered, rightly.</summary>
    public static async Task<TimeSpan> P99Async(EdgeAgentClient client, TimeSpan duration)
    {
        List<TimeSpan> times = [];
        long start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < duration)
        {
            long begin = Stopwatch.GetTimestamp();
            PredictResponse answer = await client.PredictAsync(Request(), Limit, CancellationToken.None);
            times.Add(Stopwatch.GetElapsedTime(begin));
            Assert.Equal(Bytes(1.5f, 2.5f, 3.5f, 4.5f), answer.Tensors.Single().ByteData.ToByteArray());
        }

        return times.Order().ElementAt(times.Count * 99 / 100);
    }

    private static PredictRequest Request() => new()
    {
        Name = CaptureDevice.Model,
        Tensors =
        {
            new Tensor
            {
                TensorMetadata = new TensorMetadata { Name = ByteString.CopyFromUtf8("x"), DataType = DataType.Float32, Shape = { 1, 4 } },
                ByteData = ByteString.CopyFrom(Bytes(1, 2, 3, 4)),
            },
        },
    };

    private static byte[] Bytes(params float[] values) => MemoryMarshal.AsBytes(values.AsSpan()).ToArray();
}
