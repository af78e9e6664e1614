using System.Globalization;
using EdgeActors.Benchmarks.Capture;
using EdgeActors.Benchmarks.Serving;
using EdgeActors.Protocol.Agent;
using EdgeActors.Protocol.Client;
using EdgeActors.Protocol.Grpc;

namespace EdgeActors.Benchmarks.Trouble;

/// <summary>The agent's processor time for one refused capture, beside that for a small question: few clients that never pause.</summary>
internal sealed class RefusalCosts(Server agent, string model, TimeSpan slice)
{
    private const int Clients = 4;

    /// <summary>Captures of a size, refused for whatever reason there is now.</summary>
    public Task<string> CaptureAsync(string name, int bytes) => MeasureAsync(
        name, GrpcStatusCode.ResourceExhausted, client => client.CaptureDataAsync(CaptureLoad.Request(model, bytes)));

    /// <summary>Questions for an unknown capture, to compare with.</summary>
    public Task<string> StatusAsync() => MeasureAsync(
        "a question for an unknown capture",
        GrpcStatusCode.NotFound,
        client => client.GetCaptureDataStatusAsync(new GetCaptureDataStatusRequest { CaptureId = "unknown" }));

    private async Task<string> MeasureAsync(string name, GrpcStatusCode answer, Func<EdgeAgentClient, Task> call)
    {
        using CancellationTokenSource stop = new(slice);
        TimeSpan before = agent.Processor;
        long[] calls = await Task.WhenAll(Enumerable.Range(0, Clients).Select(_ => Task.Run(async () =>
        {
            using EdgeAgentClient client = new(agent.Socket);
            long count = 0;
            for (; !stop.IsCancellationRequested; count++)
            {
                await RefusedAsync(() => call(client), answer);
            }

            return count;
        })));
        return string.Create(CultureInfo.InvariantCulture, $"| {name} | {(agent.Processor - before).TotalMicroseconds / calls.Sum():F0} |");
    }

    private static async Task RefusedAsync(Func<Task> call, GrpcStatusCode answer)
    {
        try
        {
            await call();
        }
        catch (GrpcException refused) when (refused.Code == answer)
        {
            return;
        }

        throw new InvalidOperationException($"a call that is to be answered {answer} was answered OK");
    }
}
