using EdgeActors.Models;
using EdgeActors.Models.Tensors;
using EdgeActors.Specs.Models.Fakes;
using static EdgeActors.Models.ModelsProtocol;

namespace EdgeActors.Specs.Models.Prediction;

/// <summary>Everything at once: two models that are loaded and unloaded, orderly and by force, under callers that give up.</summary>
public sealed class PredictionStormSpecs : IDisposable
{
    private const int Cycles = 30;
    private const int Callers = 6;

    private static readonly string[] Handles = ["a", "b"];
    private static readonly FaultCode[] Expected =
        [FaultCode.Cancelled, FaultCode.NotFound, FaultCode.Unavailable, FaultCode.ResourceExhausted];

    private readonly TensorMemory _memory = new(1 << 20, 1 << 16);

    public void Dispose() => _memory.Dispose();

    [Fact]
    public async Task Every_call_has_one_outcome_and_nothing_is_left_behind()
    {
        await using ModelsSystem system = new(options => options with
        {
            MaxConcurrencyPerModel = 2,
            MaxQueuePerModel = 3,
            DrainTimeout = TimeSpan.FromMilliseconds(5),
        });
        FakeModel[] models = [.. Handles.Select(system.Engine.In)];
        using CancellationTokenSource over = new();

        Task<Tally>[] callers = [.. Enumerable.Range(0, Callers).Select(i => Task.Run(() => Call(system, i, over.Token)))];
        await Task.WhenAll(Handles.Select(handle => Task.Run(() => Churn(system, handle))));
        await over.CancelAsync();
        Tally[] tallies = await Task.WhenAll(callers);

        Assert.Equal(tallies.Sum(tally => tally.Calls), tallies.Sum(tally => tally.Results + tally.Faults));
        Assert.True(tallies.Sum(tally => tally.Results) > 0 && tallies.Sum(tally => tally.Faults) > 0);
        await ModelsSystem.Eventually(() => _memory.InUse == 0);
        Assert.All(models, model => Assert.Equal(Cycles, model.Loads.Value));
        Assert.All(models, model => Assert.Equal(Cycles, model.DisposalsBegun.Value));
        Assert.All(models, model => Assert.Equal(Cycles, model.SessionsDisposed.Value));
    }

    // Every third unload finds runs that do not end by themselves, so that they are taken away.
    private static async Task Churn(ModelsSystem system, string handle)
    {
        FakeModel model = system.Engine.In(handle);
        for (int i = 0; i < Cycles; i++)
        {
            int before = model.RunsBegun.Value;
            Assert.IsType<ModelLoaded>(await system.Ask(new LoadModel(handle, handle)));
            model.RunsBegun.Await(before + 1);
            if (i % 3 == 0)
            {
                model.RunGate.Close();
            }

            await Unload(system, handle);
            model.RunGate.Open();
        }
    }

    // On a busy machine twice the drain's time may pass before the last answer is out, and then the unload goes on by itself.
    private static async Task Unload(ModelsSystem system, string handle)
    {
        IModelsReply reply = await system.Ask(new UnloadModel(handle));
        while (reply is ModelRefused { Fault.Code: FaultCode.Unavailable })
        {
            reply = await system.Ask(new UnloadModel(handle));
        }

        Assert.True(reply is ModelUnloaded or ModelRefused { Fault.Code: FaultCode.NotFound }, reply.ToString());
    }

    private async Task<Tally> Call(ModelsSystem system, int seed, CancellationToken over)
    {
        Random random = new(seed);
        Tally tally = default;
        while (!over.IsCancellationRequested)
        {
            using CancellationTokenSource client = new();
            Assert.True(_memory.TryRent(4, out NativeBuffer? data));
            RequestTensor[] tensors = [new(TensorName.Empty, null, null, data)];
            tally.Calls++;
            ValueTask<PredictOutcome> answer =
                system.Predictor.PredictAsync(Handles[random.Next(Handles.Length)], tensors, client.Token);
            if (random.Next(3) == 0)
            {
                Thread.SpinWait(random.Next(300));
                client.Cancel();
            }

            tally.Count(await answer.AsTask().WaitAsync(TimeSpan.FromSeconds(20), CancellationToken.None));
            await Task.Yield();
        }

        return tally;
    }

    private struct Tally
    {
        public int Calls { get; set; }

        public int Results { get; private set; }

        public int Faults { get; private set; }

        public void Count(PredictOutcome outcome)
        {
            Assert.True(outcome.Result is null != outcome.Fault is null, "neither or both of result and fault");
            if (outcome.Result is { } result)
            {
                result.Dispose();
                Results++;
                return;
            }

            Assert.Contains(outcome.Fault!.Code, Expected);
            Faults++;
        }
    }
}
