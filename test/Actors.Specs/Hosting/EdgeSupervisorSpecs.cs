using Akka.Actor;
using EdgeActors.Hosting;
using EdgeActors.Models;
using EdgeActors.Specs.Models;
using EdgeActors.Specs.Models.Fakes;
using static EdgeActors.Models.ModelsProtocol;

namespace EdgeActors.Specs.Hosting;

public sealed class EdgeSupervisorSpecs
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task A_graceful_stop_answers_what_is_there_and_unloads_everything()
    {
        await using ModelsSystem system = new(options => options with { MaxConcurrencyPerModel = 1 });
        FakeModel busy = await system.Load("busy");
        FakeModel idle = await system.Load("idle");
        busy.RunGate.Close();
        Task<PredictOutcome>[] answers = [.. Enumerable.Range(0, 3).Select(_ => system.Predict("busy"))];
        busy.RunsBegun.Await(1);

        Task<EdgeSupervisor.Stopped> stopping = Stop(system);
        await ModelsSystem.Eventually(() => system.Directory.IsStopping);
        Assert.Equal(FaultCode.Unavailable, (await system.Predict("busy")).Fault!.Code);
        Assert.Equal(FaultCode.Unavailable, (await system.Refused(new LoadModel("late", "late"))).Code);
        busy.RunGate.Open();

        Assert.All(await Task.WhenAll(answers), outcome => outcome.Result!.Dispose());
        Assert.True((await stopping).Complete);
        Assert.Equal(1, busy.SessionsDisposed.Value);
        Assert.Equal(1, idle.SessionsDisposed.Value);
    }

    [Fact]
    public async Task An_agent_without_models_stops_at_once()
    {
        await using ModelsSystem system = new();

        Assert.True((await Stop(system)).Complete);
        Assert.True((await Stop(system)).Complete);
    }

    [Fact]
    public async Task A_load_in_progress_is_abandoned()
    {
        await using ModelsSystem system = new();
        FakeModel slow = system.Engine.In("slow");
        slow.LoadGate.Close();
        Task<ModelFault> loading = system.Refused(new LoadModel("slow", "slow"));
        slow.Loads.Await(1);

        Assert.True((await Stop(system)).Complete);
        Assert.Equal(FaultCode.Unavailable, (await loading).Code);
    }

    [Fact]
    public async Task A_load_that_waits_for_its_turn_is_abandoned_too()
    {
        await using ModelsSystem system = new(options => options with { LoadConcurrency = 1 });
        FakeModel slow = system.Engine.In("slow");
        FakeModel next = system.Engine.In("next");
        slow.LoadGate.Close();
        Task<ModelFault> loading = system.Refused(new LoadModel("slow", "slow"));
        slow.Loads.Await(1);
        Task<ModelFault> waiting = system.Refused(new LoadModel("next", "next"));
        await system.Settle("none");

        Assert.True((await Stop(system)).Complete);
        Assert.Equal(FaultCode.Unavailable, (await loading).Code);
        Assert.Equal(FaultCode.Unavailable, (await waiting).Code);
        Assert.Equal(0, next.Loads.Value);
    }

    [Fact]
    public async Task A_session_that_opens_after_the_stop_is_freed()
    {
        await using ModelsSystem system = new();
        FakeModel slow = system.Engine.In("slow");
        slow.ObeysCancellation = false;
        slow.LoadGate.Close();
        Task<ModelFault> loading = system.Refused(new LoadModel("slow", "slow"));
        slow.Loads.Await(1);

        await Stop(system);
        await loading;
        slow.LoadGate.Open();

        slow.SessionsDisposed.Await(1);
    }

    [Fact]
    public async Task Half_the_time_is_for_answers_and_half_for_engines_to_obey()
    {
        await using ModelsSystem system = new(options => options with { StopTimeout = TimeSpan.FromSeconds(4) }, virtualTime: true);
        FakeModel model = await system.Load("m");
        model.RunGate.Close();
        Task<PredictOutcome> answer = system.Predict("m");
        model.RunsBegun.Await(1);

        Task<EdgeSupervisor.Stopped> stopping = Stop(system);
        await ModelsSystem.Eventually(() => system.Directory.IsStopping);
        await system.Settle("m");
        system.Advance(TimeSpan.FromSeconds(1.9));
        await system.Settle("m");
        Assert.False(answer.IsCompleted);
        system.Advance(TimeSpan.FromSeconds(0.2));

        Assert.Equal(FaultCode.Unavailable, (await answer).Fault!.Code);
        Assert.True((await stopping).Complete);
    }

    [Fact]
    public async Task A_stop_ends_in_time_whatever_the_engine_does()
    {
        await using ModelsSystem system = new(options => options with { StopTimeout = TimeSpan.FromSeconds(4) }, virtualTime: true);
        FakeModel model = await system.Load("m");
        model.ObeysCancellation = false;
        model.RunGate.Close();
        Task<PredictOutcome> answer = system.Predict("m");
        model.RunsBegun.Await(1);

        Task<EdgeSupervisor.Stopped> stopping = Stop(system);
        await ModelsSystem.Eventually(() => system.Directory.IsStopping);
        await system.Settle("m");
        system.Advance(TimeSpan.FromSeconds(4.1));

        Assert.False((await stopping).Complete);
        model.RunGate.Open();
        (await answer).Result?.Dispose();
    }

    [Fact]
    public async Task A_stop_ends_in_time_while_an_engine_still_frees_its_memory()
    {
        await using ModelsSystem system = new(options => options with { StopTimeout = TimeSpan.FromSeconds(4) }, virtualTime: true);
        FakeModel model = await system.Load("m");
        model.DisposeGate.Close();

        Task<EdgeSupervisor.Stopped> stopping = Stop(system);
        model.DisposalsBegun.Await(1);
        await system.Settle("m");
        system.Advance(TimeSpan.FromSeconds(2.1));
        await system.Settle("m");
        Assert.False(stopping.IsCompleted);
        system.Advance(TimeSpan.FromSeconds(2.1));

        Assert.False((await stopping).Complete);
        model.DisposeGate.Open();
        model.SessionsDisposed.Await(1);
    }

    [Fact]
    public async Task A_stop_shortens_an_unload_that_is_under_way()
    {
        await using ModelsSystem system = new(
            options => options with { DrainTimeout = TimeSpan.FromHours(1), StopTimeout = TimeSpan.FromSeconds(4) }, virtualTime: true);
        FakeModel model = await system.Load("m");
        model.RunGate.Close();
        Task<PredictOutcome> answer = system.Predict("m");
        model.RunsBegun.Await(1);
        Task<IModelsReply> unloading = system.Ask(new UnloadModel("m"));
        await system.Settle("m");

        Task<EdgeSupervisor.Stopped> stopping = Stop(system);
        await ModelsSystem.Eventually(() => system.Directory.IsStopping);
        await system.Settle("m");
        system.Advance(TimeSpan.FromSeconds(2.1));

        Assert.Equal(FaultCode.Unavailable, (await answer).Fault!.Code);
        Assert.IsType<ModelUnloaded>(await unloading);
        Assert.True((await stopping).Complete);
    }

    [Fact]
    public async Task A_registry_that_keeps_failing_ends_the_agent()
    {
        await using ModelsSystem system = new();
        system.ExpectError("Object reference not set", "keeps failing");

        for (int i = 0; i <= EdgeSupervisor.MaxRestarts; i++)
        {
            Assert.False(system.System.WhenTerminated.IsCompleted);
            _ = system.Refused(new LoadModel("m", null!));
        }

        await system.System.WhenTerminated.WaitAsync(Patience);
    }

    private static Task<EdgeSupervisor.Stopped> Stop(ModelsSystem system) =>
        system.Supervisor.Ask<EdgeSupervisor.Stopped>(EdgeSupervisor.Stop.Instance, Patience);
}
