using System.Diagnostics.CodeAnalysis;
using EdgeActors.Models;
using EdgeActors.Models.Tensors;

namespace EdgeActors.Specs.Simulation;

/// <summary>Clients that predict on a device without a pause while its models come and go.</summary>
[SuppressMessage("Reliability", "CA2000", Justification = "tensors are taken over by the predictor")]
internal sealed class Load : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Task[] _clients;
    private long _answers;

    private Load(IPredictor predictor, int clients) =>
        _clients = [.. Enumerable.Range(0, clients).Select(_ => Task.Run(() => ClientAsync(predictor)))];

    /// <summary>The first refusals, for people.</summary>
    public System.Collections.Concurrent.ConcurrentQueue<string> Failures { get; } = [];

    /// <summary>Answers so far.</summary>
    public long Answers => Interlocked.Read(ref _answers);

    public static Load On(SimulatedDevice device, int clients) => new(device.Predictor, clients);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_clients);
        _stop.Dispose();
    }

    private async Task ClientAsync(IPredictor predictor)
    {
        while (!_stop.IsCancellationRequested)
        {
            RequestTensor x = new(new TensorName("x"), TensorType.Float32, [1], new OneFloat());
            PredictOutcome outcome = await predictor.PredictAsync(SimulatedFleet.Handle, [x], CancellationToken.None);
            if (outcome.Result is { } result)
            {
                result.Dispose();
                Interlocked.Increment(ref _answers);
            }
            else
            {
                Failures.Enqueue($"{outcome.Fault!.Code}: {outcome.Fault.Message}");
            }

            await Task.Yield();
        }
    }

    // The simulated engine reads no inputs.
    private sealed class OneFloat : TensorData
    {
        public override nint Address => 64;

        public override long Length => sizeof(float);

        public override void Dispose()
        {
        }
    }
}
