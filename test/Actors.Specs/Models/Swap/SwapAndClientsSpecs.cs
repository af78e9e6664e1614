using Akka.Actor;
using EdgeActors.Hosting;
using EdgeActors.Models;
using EdgeActors.Models.Registry;
using EdgeActors.Models.Serving;
using EdgeActors.Models.Swap;
using EdgeActors.Specs.Models.Fakes;
using static EdgeActors.Models.ModelsProtocol;

namespace EdgeActors.Specs.Models.Swap;

/// <summary>Swaps beside what clients, crashes and the agent's stop do to the same alias.</summary>
public sealed class SwapAndClientsSpecs
{
    [Fact]
    public async Task A_client_may_unload_a_published_model_and_the_former_one_can_still_be_put_back()
    {
        await using ModelsSystem system = new();
        long first = await system.Stage("m", "v1");
        long second = await system.Stage("m", "v2");
        await system.Publish("m", first);
        await system.Publish("m", second);

        Assert.Equal(FaultCode.AlreadyExists, (await system.Refused(new LoadModel("m", "v1"))).Code);
        Assert.IsType<ModelUnloaded>(await system.Ask(new UnloadModel("m")));
        Assert.Null(system.Swap.Read(second));
        Assert.Equal(FaultCode.NotFound, (await system.Predict("m")).Fault!.Code);
        Assert.Null(await system.Publish("m", first));

        (await system.Predict("m")).Result!.Dispose();
    }

    [Fact]
    public async Task A_load_that_is_overtaken_by_a_publication_is_told_so_and_unloaded()
    {
        await using ModelsSystem system = new();
        FakeModel slow = system.Engine.In("slow");
        slow.LoadGate.Close();
        long id = await system.Stage("m", "v1");
        Task<ModelFault> loading = system.Refused(new LoadModel("m", "slow"));
        slow.Loads.Await(1);
        Task<IModelsReply> unloading = system.Ask(new UnloadModel("m"));

        Assert.Null(await system.Publish("m", id));
        ModelFault fault = await loading;
        slow.LoadGate.Open();

        Assert.Equal(FaultCode.AlreadyExists, fault.Code);
        Assert.Contains("put a model in place as 'm'", fault.Message, StringComparison.Ordinal);
        Assert.IsType<ModelUnloaded>(await unloading);
        Assert.Equal(1, slow.SessionsDisposed.Value);
        (await system.Predict("m")).Result!.Dispose();
        Assert.Equal(1, system.Engine.In("v1").RunsBegun.Value);
    }

    [Fact]
    public async Task A_load_whose_alias_is_withdrawn_is_told_so_and_unloaded()
    {
        await using ModelsSystem system = new();
        FakeModel slow = system.Engine.In("slow");
        slow.LoadGate.Close();
        Task<ModelFault> loading = system.Refused(new LoadModel("m", "slow"));
        slow.Loads.Await(1);

        Assert.Null((await system.Swap.WithdrawAsync("m", default)).Id);
        Assert.Equal(FaultCode.Unavailable, (await loading).Code);
        slow.LoadGate.Open();

        slow.SessionsDisposed.Await(1);
        await ModelsSystem.Eventually(() => system.State.Entries.Count == 0);
    }

    [Fact]
    public async Task A_model_that_a_client_unloads_at_the_moment_is_not_set_aside()
    {
        await using ModelsSystem system = new();
        FakeModel old = await system.Load("m");
        old.DisposeGate.Close();
        long id = await system.Stage("m", "v2");
        Task<IModelsReply> unloading = system.Ask(new UnloadModel("m"));
        old.DisposalsBegun.Await(1);

        Assert.Null(await system.Publish("m", id));
        (await system.Predict("m")).Result!.Dispose();
        old.DisposeGate.Open();

        Assert.IsType<ModelUnloaded>(await unloading);
        Assert.Equal(id, system.Swap.Find("m"));
    }

    [Fact]
    public async Task A_set_aside_model_whose_actor_is_lost_leaves_the_one_that_serves_alone()
    {
        await using ModelsSystem system = new();
        system.ExpectError("stopped unexpectedly");
        long first = await system.Stage("m", "v1");
        long second = await system.Stage("m", "v2");
        await system.Publish("m", first);
        await system.Publish("m", second);

        system.System.Stop(system.State.Find(first)!.Actor);
        await ModelsSystem.Eventually(() => system.Swap.Read(first) is null);

        Assert.Equal(FaultCode.NotFound, (await system.Swap.PublishAsync("m", first, default)).Fault!.Code);
        (await system.Predict("m")).Result!.Dispose();
        system.Engine.In("v1").SessionsDisposed.Await(1);
    }

    [Fact]
    public async Task A_crash_of_the_registry_loses_no_unseen_model_and_answers_the_command_that_did_it()
    {
        await using ModelsSystem system = new();
        system.ExpectError("Object reference not set");
        long first = await system.Stage("m", "v1");
        await system.Publish("m", first);
        long second = await system.Stage("m", "v2");

        SwapAnswer crashed = await system.Swap.StageAsync("m", null!, default);

        Assert.Equal(FaultCode.Internal, crashed.Fault!.Code);
        Assert.Equal(2, system.State.Entries.Count);
        Assert.Equal(first, await system.Publish("m", second));
        await system.Release(first);
        (await system.Predict("m")).Result!.Dispose();
    }

    [Fact]
    public async Task A_notice_that_the_registry_crashes_on_fails_its_load_and_no_other()
    {
        await using ModelsSystem system = new();
        system.ExpectError("Object reference not set");
        await system.Load("a");
        FakeModel slow = system.Engine.In("slow");
        slow.LoadGate.Close();
        Task<ModelFault> loading = system.Refused(new LoadModel("m", "slow"));
        slow.Loads.Await(1);

        IActorRef registry = (await system.Supervisor.Ask<EdgeSupervisor.EdgeActorRefs>(EdgeSupervisor.GetActors.Instance, default(TimeSpan?))).Models;
        registry.Tell(new ServingProtocol.ModelFailed(system.State.Find("m")!.Generation, null!), ActorRefs.NoSender);

        Assert.Equal(FaultCode.Internal, (await loading).Code);
        slow.LoadGate.Open();
        await system.Load("m");
        (await system.Predict("a")).Result!.Dispose();
    }

    [Fact]
    public async Task The_agents_stop_unloads_staged_and_set_aside_models_too()
    {
        await using ModelsSystem system = new();
        long first = await system.Stage("m", "v1");
        await system.Publish("m", first);
        await system.Publish("m", await system.Stage("m", "v2"));
        await system.Stage("m", "v3");
        FakeModel slow = system.Engine.In("slow");
        slow.LoadGate.Close();
        Task<SwapAnswer> staging = system.Swap.StageAsync("m", "slow", default);
        slow.Loads.Await(1);

        EdgeSupervisor.Stopped stopped = await system.Supervisor.Ask<EdgeSupervisor.Stopped>(EdgeSupervisor.Stop.Instance, default(TimeSpan?));

        Assert.True(stopped.Complete);
        Assert.Equal(FaultCode.Unavailable, (await staging).Fault!.Code);
        Assert.All((string[])["v1", "v2", "v3"], folder => Assert.Equal(1, system.Engine.In(folder).SessionsDisposed.Value));
        Assert.Equal(FaultCode.Unavailable, (await system.Swap.StageAsync("m", "v1", default)).Fault!.Code);
        Assert.Equal(FaultCode.Unavailable, (await system.Swap.PublishAsync("m", first, default)).Fault!.Code);
        Assert.Equal(FaultCode.Unavailable, (await system.Swap.PredictAsync(first, [Tensor.Bare(4)], default)).Fault!.Code);
    }

    [Fact]
    public void A_stopping_registry_swaps_nothing()
    {
        RegistryState state = new(new ModelDirectory());
        state.Stop(ActorRefs.Nobody);

        Assert.Equal(FaultCode.Unavailable, SwapAdmission.Publish("m", 1, state)!.Code);
    }
}
