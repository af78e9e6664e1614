using EdgeActors.Protocol.Agent;
using EdgeActors.Protocol.Client;
using EdgeActors.Protocol.Grpc;
using EdgeActors.Specs.Agents;

namespace EdgeActors.Specs.Deployments;

/// <summary>A client that predicts without a pause until it is stopped.</summary>
internal sealed class SteadyClient : IAsyncDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    private readonly CancellationTokenSource _stop = new();
    private readonly EdgeAgentClient _client;
    private readonly Task _work;
    private int _answers;
    private string? _fault;

    public SteadyClient(AgentProcess agent, PredictRequest request, Func<PredictResponse, bool> isRight)
    {
        _client = agent.Connect();
        _work = Task.Run(() => PredictAsync(request, isRight));
    }

    /// <summary>Right answers so far.</summary>
    public int Answers => Volatile.Read(ref _answers);

    /// <summary>Stops, and demands that there was not one failed request or wrong answer; how many there were.</summary>
    public async Task<int> StopAsync()
    {
        await _stop.CancelAsync();
        await _work;
        Assert.True(_fault is null, $"after {Answers} answers: {_fault}");
        Assert.NotEqual(0, Answers);
        return Answers;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _work;
        _client.Dispose();
        _stop.Dispose();
    }

    private async Task PredictAsync(PredictRequest request, Func<PredictResponse, bool> isRight)
    {
        while (!_stop.IsCancellationRequested && _fault is null)
        {
            try
            {
                PredictResponse answer = await _client.PredictAsync(request, Deadline, CancellationToken.None);
                if (isRight(answer))
                {
                    Interlocked.Increment(ref _answers);
                }
                else
                {
                    _fault = "a wrong answer";
                }
            }
            catch (GrpcException failed)
            {
                _fault = $"{failed.Code}: {failed.Message}";
            }
        }
    }
}
