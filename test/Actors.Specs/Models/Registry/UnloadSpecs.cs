using EdgeActors.Models;
using EdgeActors.Specs.Models.Fakes;
using static EdgeActors.Models.ModelsProtocol;

namespace EdgeActors.Specs.Models.Registry;

public sealed class UnloadSpecs
{
    [Fact]
    public async Task An_unload_during_the_load_waits_for_it_and_then_unloads()
    {
        await using ModelsSystem system = new();
        FakeModel slow = system.Engine.In("slow");
        slow.LoadGate.Close();

        Task<IModelsReply> loading = system.Ask(new LoadModel("slow", "slow"));
        slow.Loads.Await(1);
        Task<IModelsReply> unloading = system.Ask(new UnloadModel("slow"));
        slow.LoadGate.Open();

        Assert.IsType<ModelLoaded>(await loading);
        Assert.IsType<ModelUnloaded>(await unloading);
        Assert.Equal(1, slow.SessionsDisposed.Value);
    }

    [Fact]
    public async Task An_unload_during_a_load_that_fails_finds_nothing()
    {
        await using ModelsSystem system = new();
        FakeModel slow = system.Engine.In("slow");
        slow.LoadGate.Close();
        slow.LoadFailure = new ModelFaultException(FaultCode.FailedPrecondition, "no");

        Task<ModelFault> loading = system.Refused(new LoadModel("slow", "slow"));
        slow.Loads.Await(1);
        Task<ModelFault> unloading = system.Refused(new UnloadModel("slow"));
        slow.LoadGate.Open();

        Assert.Equal(FaultCode.FailedPrecondition, (await loading).Code);
        Assert.Equal(FaultCode.NotFound, (await unloading).Code);
    }

    [Fact]
    public async Task Two_unloads_at_one_time_are_both_answered()
    {
        await using ModelsSystem system = new();
        FakeModel model = await system.Load("m");
        model.DisposeGate.Close();

        Task<IModelsReply> first = system.Ask(new UnloadModel("m"));
        Task<IModelsReply> second = system.Ask(new UnloadModel("m"));
        ModelFault load = await system.Refused(new LoadModel("m", "m"));
        model.DisposeGate.Open();

        Assert.IsType<ModelUnloaded>(await first);
        Assert.IsType<ModelUnloaded>(await second);
        Assert.Contains("'m' is being unloaded; load again when UnLoadModel has answered", load.Message, StringComparison.Ordinal);
        await system.Load("m");
    }

    [Fact]
    public async Task Predictions_never_see_a_half_unloaded_model()
    {
        await using ModelsSystem system = new();
        FakeModel model = await system.Load("m");
        using CancellationTokenSource done = new();

        Task<int>[] callers = [.. Enumerable.Range(0, 4).Select(_ => Task.Run(() => PredictUntil(system, done.Token)))];
        for (int i = 0; i < 60; i++)
        {
            Assert.IsType<ModelUnloaded>(await system.Ask(new UnloadModel("m")));
            Assert.IsType<ModelLoaded>(await system.Ask(new LoadModel("m", "m")));
        }

        await done.CancelAsync();
        int[] results = await Task.WhenAll(callers);
        Assert.Equal(results.Sum(), model.ResultsDisposed.Value);
        Assert.Equal(60, model.SessionsDisposed.Value);
    }

    private static async Task<int> PredictUntil(ModelsSystem system, CancellationToken done)
    {
        int results = 0;
        while (!done.IsCancellationRequested)
        {
            PredictOutcome outcome = await system.Predict("m", CancellationToken.None);
            Assert.True(outcome.Result is not null || outcome.Fault!.Code == FaultCode.NotFound, outcome.Fault?.Message);
            results += outcome.Result is null ? 0 : 1;
            outcome.Result?.Dispose();
            await Task.Yield();
        }

        return results;
    }
}
