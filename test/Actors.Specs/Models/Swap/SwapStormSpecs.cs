using EdgeActors.Models;
using EdgeActors.Specs.Models.Fakes;

namespace EdgeActors.Specs.Models.Swap;

/// <summary>Callers who never stop, while the model under them changes again and again: not one of them may notice.</summary>
public sealed class SwapStormSpecs
{
    private const int Swaps = 80;
    private const int Callers = 6;

    [Fact]
    public async Task No_prediction_fails_while_models_are_swapped_and_released_at_once()
    {
        await using ModelsSystem system = new(options => options with { MaxConcurrencyPerModel = 2 });
        await system.Load("m");
        using CancellationTokenSource over = new();

        Task<int>[] callers = [.. Enumerable.Range(0, Callers).Select(_ => Task.Run(() => PredictUntil(system, over.Token)))];
        for (int i = 0; i < Swaps; i++)
        {
            FakeModel next = system.Engine.In($"v{i}");
            long? former = await system.Publish("m", await system.Stage("m", $"v{i}"));
            await system.Release(former!.Value);
            next.RunsBegun.Await(1);
        }

        await over.CancelAsync();
        int answers = (await Task.WhenAll(callers)).Sum();
        FakeModel[] models = [system.Engine.In("m"), .. Enumerable.Range(0, Swaps).Select(i => system.Engine.In($"v{i}"))];
        Assert.Equal(answers, models.Sum(model => model.ResultsDisposed.Value));
        Assert.All(models, model => Assert.Equal(model.RunsBegun.Value, model.ResultsDisposed.Value));
        Assert.Equal(Swaps, models.Sum(model => model.SessionsDisposed.Value));
    }

    private static async Task<int> PredictUntil(ModelsSystem system, CancellationToken over)
    {
        int answers = 0;
        while (!over.IsCancellationRequested)
        {
            PredictOutcome outcome = await system.Predict("m", CancellationToken.None);
            Assert.True(outcome.Fault is null, outcome.Fault?.Message);
            outcome.Result!.Dispose();
            answers++;
            await Task.Yield();
        }

        return answers;
    }
}
