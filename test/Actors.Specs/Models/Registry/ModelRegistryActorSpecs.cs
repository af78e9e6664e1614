using EdgeActors.Models;
using EdgeActors.Specs.Models.Fakes;
using static EdgeActors.Models.ModelsProtocol;

namespace EdgeActors.Specs.Models.Registry;

public sealed class ModelRegistryActorSpecs
{
    [Fact]
    public async Task The_canonical_flow()
    {
        await using ModelsSystem system = new();
        FakeModel model = system.Engine.In("folder");

        Assert.Equal(FaultCode.NotFound, (await system.Refused(new UnloadModel("m"))).Code);
        ModelInfo loaded = Assert.IsType<ModelLoaded>(await system.Ask(new LoadModel("m", "folder"))).Model;
        Assert.Equal(FaultCode.AlreadyExists, (await system.Refused(new LoadModel("m", "folder"))).Code);
        Assert.Same(loaded, Assert.Single(Assert.IsType<ModelList>(await system.Ask(ListModels.Instance)).Models));
        Assert.Equal(loaded, Assert.IsType<ModelDescribed>(await system.Ask(new DescribeModel("m"))).Model);
        (await system.Predict("m")).Result!.Dispose();
        Assert.IsType<ModelUnloaded>(await system.Ask(new UnloadModel("m")));

        Assert.Equal(new ModelInfo("m", "folder", model.Inputs, model.Outputs), loaded);
        Assert.Equal(FaultCode.NotFound, (await system.Predict("m")).Fault!.Code);
        Assert.Equal(FaultCode.NotFound, (await system.Refused(new DescribeModel("m"))).Code);
        Assert.Empty(Assert.IsType<ModelList>(await system.Ask(ListModels.Instance)).Models);
        Assert.Equal(1, model.SessionsDisposed.Value);
    }

    [Fact]
    public async Task Models_are_listed_in_the_order_of_their_loads()
    {
        await using ModelsSystem system = new();
        foreach (string handle in (string[])["b", "c", "a"])
        {
            await system.Load(handle);
        }

        ModelList list = Assert.IsType<ModelList>(await system.Ask(ListModels.Instance));

        Assert.Equal(["b", "c", "a"], list.Models.Select(model => model.Handle));
    }

    [Fact]
    public async Task Nothing_at_the_url_is_not_found() => await AssertLoadRefused(
        _ => { }, FaultCode.NotFound, "nothing at /models/elsewhere", "elsewhere");

    [Fact]
    public async Task What_the_engine_cannot_load_is_refused_in_its_words() => await AssertLoadRefused(
        model => model.LoadFailure = new ModelFaultException(FaultCode.FailedPrecondition, "made for another machine"),
        FaultCode.FailedPrecondition,
        "made for another machine");

    [Fact]
    public async Task An_engine_that_throws_what_it_should_not_in_a_load_is_an_internal_fault() => await AssertLoadRefused(
        model => model.LoadFailure = new InvalidOperationException("secret"), FaultCode.Internal, "the agent's log has the details");

    [Fact]
    public async Task An_engine_that_throws_what_it_should_not_in_a_look_is_an_internal_fault() => await AssertLoadRefused(
        model => model.InspectFailure = new InvalidOperationException("secret"), FaultCode.Internal, "the agent's log has the details");

    [Fact]
    public async Task A_model_beyond_the_memory_budget_is_refused_until_there_is_room()
    {
        await using ModelsSystem system = new(options => options with { MemoryBudgetBytes = 2 << 20, LoadFootprintFactor = 2 });
        system.Engine.In("a").FileBytes = 600 << 10;
        system.Engine.In("b").FileBytes = 600 << 10;
        await system.Load("a");

        ModelFault fault = await system.Refused(new LoadModel("b", "b"));
        Assert.Equal(FaultCode.ResourceExhausted, fault.Code);
        Assert.Contains("1.2 of the budget of 2.0 MiB are in use", fault.Message, StringComparison.Ordinal);
        await system.Ask(new UnloadModel("a"));

        await system.Load("b");
        Assert.Equal(0, system.Engine.In("a").Loads.Value - 1);
    }

    [Fact]
    public async Task One_model_too_many_is_refused()
    {
        await using ModelsSystem system = new(options => options with { MaxModels = 1 });
        await system.Load("a");

        Assert.Equal(FaultCode.ResourceExhausted, (await system.Refused(new LoadModel("b", "b"))).Code);
    }

    [Fact]
    public async Task A_load_stalls_neither_predictions_nor_commands_nor_other_loads()
    {
        await using ModelsSystem system = new();
        await system.Load("a");
        FakeModel slow = system.Engine.In("slow");
        slow.LoadGate.Close();

        Task<IModelsReply> loading = system.Ask(new LoadModel("slow", "slow"));
        slow.Loads.Await(1);
        (await system.Predict("a")).Result!.Dispose();
        await system.Load("b");
        Assert.Equal(2, Assert.IsType<ModelList>(await system.Ask(ListModels.Instance)).Models.Length);
        Assert.Equal(FaultCode.NotFound, (await system.Predict("slow")).Fault!.Code);
        slow.LoadGate.Open();

        Assert.IsType<ModelLoaded>(await loading);
    }

    [Fact]
    public async Task No_more_models_load_at_one_time_than_allowed()
    {
        await using ModelsSystem system = new(options => options with { LoadConcurrency = 1 });
        FakeModel first = system.Engine.In("first");
        FakeModel second = system.Engine.In("second");
        first.LoadGate.Close();

        Task<IModelsReply> loading = system.Ask(new LoadModel("first", "first"));
        first.Loads.Await(1);
        Task<IModelsReply> waiting = system.Ask(new LoadModel("second", "second"));
        await system.Ask(ListModels.Instance);
        Assert.Equal(0, second.Loads.Value);
        first.LoadGate.Open();

        Assert.IsType<ModelLoaded>(await loading);
        Assert.IsType<ModelLoaded>(await waiting);
    }

    [Fact]
    public async Task The_alias_of_a_model_that_loads_is_taken()
    {
        await using ModelsSystem system = new();
        FakeModel slow = system.Engine.In("slow");
        slow.LoadGate.Close();

        Task<IModelsReply> loading = system.Ask(new LoadModel("slow", "slow"));
        slow.Loads.Await(1);
        ModelFault fault = await system.Refused(new LoadModel("slow", "slow"));
        slow.LoadGate.Open();

        Assert.Equal(FaultCode.AlreadyExists, fault.Code);
        Assert.Contains("is being loaded already", fault.Message, StringComparison.Ordinal);
        Assert.IsType<ModelLoaded>(await loading);
        Assert.Equal(1, slow.Loads.Value);
    }

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
        Assert.Contains("still being unloaded", load.Message, StringComparison.Ordinal);
        await system.Load("m");
    }

    [Fact]
    public async Task A_crash_of_the_registry_loses_no_model_and_answers_the_command_that_did_it()
    {
        await using ModelsSystem system = new();
        system.ExpectError("Object reference not set");
        await system.Load("a");
        FakeModel slow = system.Engine.In("slow");
        slow.LoadGate.Close();
        Task<IModelsReply> loading = system.Ask(new LoadModel("slow", "slow"));
        slow.Loads.Await(1);

        ModelFault fault = await system.Refused(new LoadModel("b", null!));

        Assert.Equal(FaultCode.Internal, fault.Code);
        (await system.Predict("a")).Result!.Dispose();
        slow.LoadGate.Open();
        Assert.IsType<ModelLoaded>(await loading);
        Assert.Equal(
            ["a", "slow"],
            Assert.IsType<ModelList>(await system.Ask(ListModels.Instance)).Models.Select(model => model.Handle));
        Assert.IsType<ModelUnloaded>(await system.Ask(new UnloadModel("a")));
        Assert.Equal(1, system.Engine.In("a").SessionsDisposed.Value);
    }

    [Fact]
    public async Task A_model_whose_actor_stops_unexpectedly_is_withdrawn_and_can_be_loaded_again()
    {
        await using ModelsSystem system = new(options => options with { MaxConcurrencyPerModel = 1 });
        system.ExpectError("stopped unexpectedly");
        FakeModel model = await system.Load("m");
        model.RunGate.Close();
        Task<PredictOutcome> running = system.Predict("m");
        Task<PredictOutcome> waiting = system.Predict("m");
        model.RunsBegun.Await(1);

        system.System.Stop(system.State.Find("m")!.Actor);
        Assert.Equal(FaultCode.Unavailable, (await waiting).Fault!.Code);
        await ModelsSystem.Eventually(() => system.Directory.Handles.Count == 0);
        Assert.Equal(FaultCode.NotFound, (await system.Predict("m")).Fault!.Code);
        Assert.Equal(0, model.SessionsDisposed.Value);
        model.RunGate.Open();

        (await running).Result!.Dispose();
        model.SessionsDisposed.Await(1);
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

    private static async Task AssertLoadRefused(Action<FakeModel> failing, FaultCode code, string part, string url = "m")
    {
        await using ModelsSystem system = new();
        failing(system.Engine.In("m"));

        ModelFault fault = await system.Refused(new LoadModel("m", url));

        Assert.Equal(code, fault.Code);
        Assert.Contains(part, fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", fault.Message, StringComparison.Ordinal);
        (system.Engine.In("m").LoadFailure, system.Engine.In("m").InspectFailure) = (null, null);
        await system.Load("m");
    }
}
