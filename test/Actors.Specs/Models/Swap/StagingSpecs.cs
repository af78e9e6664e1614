using EdgeActors.Models;
using EdgeActors.Models.Swap;
using EdgeActors.Specs.Models.Fakes;
using static EdgeActors.Models.ModelsProtocol;

namespace EdgeActors.Specs.Models.Swap;

public sealed class StagingSpecs
{
    [Fact]
    public async Task A_staged_model_runs_by_its_id_and_no_client_sees_it()
    {
        await using ModelsSystem system = new();
        FakeModel folder = system.Engine.In("v1");

        SwapAnswer staged = await system.Swap.StageAsync("m", "v1", default);
        long id = staged.Id!.Value;

        Assert.Equal(new ModelInfo("m", "v1", folder.Inputs, folder.Outputs), staged.Model);
        (await system.Swap.PredictAsync(id, [Tensor.Bare(4)], default)).Result!.Dispose();
        Assert.Equal(1, folder.RunsBegun.Value);
        Assert.Equal(FaultCode.NotFound, (await system.Predict("m")).Fault!.Code);
        Assert.Equal(FaultCode.NotFound, (await system.Refused(new DescribeModel("m"))).Code);
        Assert.Equal(FaultCode.NotFound, (await system.Refused(new UnloadModel("m"))).Code);
        Assert.Empty(Assert.IsType<ModelList>(await system.Ask(ListModels.Instance)).Models);
        Assert.Null(system.Directory.Find("m"));
        Assert.Null(system.Swap.Find("m"));
        Assert.Empty(system.Directory.Handles);
    }

    [Fact]
    public async Task A_staged_model_leaves_its_alias_to_clients()
    {
        await using ModelsSystem system = new();
        await system.Stage("m", "v1");

        await system.Load("m");

        Assert.IsType<ModelUnloaded>(await system.Ask(new UnloadModel("m")));
        Assert.Equal(0, system.Engine.In("v1").SessionsDisposed.Value);
    }

    [Fact]
    public async Task What_cannot_be_loaded_is_not_staged()
    {
        await using ModelsSystem system = new();
        system.Engine.In("bad").LoadFailure = new ModelFaultException(FaultCode.FailedPrecondition, "made for another machine");

        Assert.Equal(FaultCode.FailedPrecondition, (await system.Swap.StageAsync("m", "bad", default)).Fault!.Code);
        Assert.Equal(FaultCode.NotFound, (await system.Swap.StageAsync("m", "nowhere", default)).Fault!.Code);
        Assert.Empty(system.State.Entries);
    }

    [Fact]
    public async Task A_staged_model_counts_against_memory_and_places()
    {
        await using ModelsSystem system = new(options => options with { MaxModels = 2, MemoryBudgetBytes = 2 << 20, LoadFootprintFactor = 1 });
        system.Engine.In("large").FileBytes = 3 << 19;
        system.Engine.In("larger").FileBytes = 3 << 19;
        long id = await system.Stage("m", "large");

        Assert.Contains(
            "1.5 of the budget of 2.0 MiB are in use", (await system.Swap.StageAsync("m", "larger", default)).Fault!.Message, StringComparison.Ordinal);
        Assert.Equal(FaultCode.ResourceExhausted, (await system.Refused(new LoadModel("m", "larger"))).Code);
        await system.Load("small");
        Assert.Contains("there are 2 models already", (await system.Swap.StageAsync("m", "small", default)).Fault!.Message, StringComparison.Ordinal);
        await system.Release(id);

        Assert.NotNull((await system.Swap.StageAsync("m", "larger", default)).Id);
    }

    [Fact]
    public async Task Who_gives_up_staging_leaves_nothing_loaded()
    {
        await using ModelsSystem system = new();
        FakeModel slow = system.Engine.In("slow");
        slow.LoadGate.Close();
        using CancellationTokenSource caller = new();

        Task<SwapAnswer> staging = system.Swap.StageAsync("m", "slow", caller.Token);
        slow.Loads.Await(1);
        await caller.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => staging);
        slow.LoadGate.Open();

        slow.SessionsDisposed.Await(1);
        await ModelsSystem.Eventually(() => system.State.Entries.Count == 0);
    }

    [Fact]
    public async Task Only_models_that_clients_do_not_see_are_released()
    {
        await using ModelsSystem system = new();
        long id = await system.Stage("m", "v1");
        await system.Publish("m", id);

        ModelFault seen = (await system.Swap.ReleaseAsync(id, default)).Fault!;
        ModelFault unknown = (await system.Swap.ReleaseAsync(99, default)).Fault!;

        Assert.Equal(FaultCode.FailedPrecondition, seen.Code);
        Assert.Contains("serves as 'm'", seen.Message, StringComparison.Ordinal);
        Assert.Equal(FaultCode.NotFound, unknown.Code);
        (await system.Predict("m")).Result!.Dispose();
    }

    [Fact]
    public async Task A_released_model_answers_what_it_has_and_is_unloaded()
    {
        await using ModelsSystem system = new();
        long id = await system.Stage("m", "v1");
        FakeModel model = system.Engine.In("v1");
        model.RunGate.Close();
        Task<PredictOutcome> running = system.Swap.PredictAsync(id, [Tensor.Bare(4)], default).AsTask();
        model.RunsBegun.Await(1);

        Task<SwapAnswer> releasing = system.Swap.ReleaseAsync(id, default);
        Task<SwapAnswer> again = system.Swap.ReleaseAsync(id, default);
        await system.Settle("m");
        Assert.Null(system.Swap.Read(id));
        Assert.Equal(FaultCode.NotFound, (await system.Swap.PredictAsync(id, [Tensor.Bare(4)], default)).Fault!.Code);
        Assert.Equal(FaultCode.FailedPrecondition, (await system.Swap.PublishAsync("m", id, default)).Fault!.Code);
        model.RunGate.Open();

        (await running).Result!.Dispose();
        Assert.Null((await releasing).Fault);
        Assert.Null((await again).Fault);
        Assert.Equal(1, model.SessionsDisposed.Value);
    }
}
