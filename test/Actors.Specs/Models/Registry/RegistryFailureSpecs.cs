using EdgeActors.Models;
using EdgeActors.Specs.Models.Fakes;
using static EdgeActors.Models.ModelsProtocol;

namespace EdgeActors.Specs.Models.Registry;

public sealed class RegistryFailureSpecs
{
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
}
