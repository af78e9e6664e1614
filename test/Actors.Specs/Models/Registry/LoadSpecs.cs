using EdgeActors.Models;
using EdgeActors.Specs.Models.Fakes;
using static EdgeActors.Models.ModelsProtocol;

namespace EdgeActors.Specs.Models.Registry;

public sealed class LoadSpecs
{
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
