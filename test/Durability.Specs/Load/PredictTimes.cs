using System.Diagnostics;
using EdgeActors.Protocol.Agent;
using EdgeActors.Protocol.Client;
using EdgeActors.Specs.Agents;
using EdgeActors.Specs.Devices;
using Google.Protobuf;

namespace EdgeActors.Specs.Load;

/// <summary>How long one client waits for predictions, one after the other.</summary>
/// <param name="Count">Predictions.</param>
/// <param name="P50">Median.</param>
/// <param name="P99">99th percentile.</param>
internal sealed record PredictTimes(int Count, TimeSpan P50, TimeSpan P99)
{
    public static async Task<PredictTimes> MeasureAsync(AgentProcess agent, TimeSpan time)
    {
        using EdgeAgentClient client = agent.Connect();
        TensorMetadata metadata = new() { Name = ByteString.CopyFromUtf8("x"), DataType = DataType.Float32, Shape = { 1, 4 } };
        PredictRequest request = new()
        {
            Name = CaptureDevice.Model,
            Tensors = { new Tensor { TensorMetadata = metadata, ByteData = ByteString.CopyFrom(new byte[4 * sizeof(float)]) } },
        };
        List<TimeSpan> times = [];
        long begin = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(begin) < time)
        {
            long start = Stopwatch.GetTimestamp();
            await client.PredictAsync(request);
            times.Add(Stopwatch.GetElapsedTime(start));
        }

        times.Sort();
        return new PredictTimes(times.Count, times[times.Count / 2], times[times.Count * 99 / 100]);
    }
}
