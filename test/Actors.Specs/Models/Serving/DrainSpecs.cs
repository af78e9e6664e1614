using Akka.Actor;
using EdgeActors.Models;
using EdgeActors.Models.Serving;
using EdgeActors.Specs.Models.Fakes;
using static EdgeActors.Models.ModelsProtocol;

namespace EdgeActors.Specs.Models.Serving;

public sealed class DrainSpecs
{
    private static readonly TimeSpan Drain = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(100);

    [Fact]
    public async Task When_the_time_is_up_what_waits_is_refused_and_what_runs_is_ended()
    {
        await using ModelsSystem system = Create();
        FakeModel model = await system.Load("m");
        model.RunGate.Close();
        Task<PredictOutcome>[] answers = [.. Enumerable.Range(0, 3).Select(_ => system.Predict("m"))];
        model.RunsBegun.Await(1);

        Task<IModelsReply> unloading = system.Ask(new UnloadModel("m"));
        await system.Settle("m");
        system.Advance(Drain - Moment);
        await system.Settle("m");
        Assert.All(answers, answer => Assert.False(answer.IsCompleted));
        system.Advance(Moment * 2);

        Assert.IsType<ModelUnloaded>(await unloading);
        Assert.All(await Task.WhenAll(answers), outcome => Assert.Equal(FaultCode.Unavailable, outcome.Fault!.Code));
        Assert.Equal(1, model.RunsBegun.Value);
        Assert.Equal(1, model.SessionsDisposed.Value);
    }

    [Fact]
    public async Task An_engine_that_does_not_end_is_reported_and_freed_when_it_does()
    {
        await using ModelsSystem system = Create();
        FakeModel model = await system.Load("m");
        model.ObeysCancellation = false;
        model.RunGate.Close();
        Task<PredictOutcome> answer = system.Predict("m");
        model.RunsBegun.Await(1);

        Task<ModelFault> unloading = system.Refused(new UnloadModel("m"));
        await system.Settle("m");
        system.Advance(Drain + Moment);
        await system.Settle("m");
        system.Advance(Drain + Moment);
        ModelFault fault = await unloading;

        Assert.Equal(FaultCode.Unavailable, fault.Code);
        Assert.Contains("1 still run", fault.Message, StringComparison.Ordinal);
        Assert.Equal(0, model.SessionsDisposed.Value);
        model.RunGate.Open();
        (await answer).Result!.Dispose();
        model.SessionsDisposed.Await(1);
        await ModelsSystem.Eventually(() => system.State.Entries.Count == 0);
        await system.Load("m");
    }

    [Fact]
    public async Task An_answer_that_is_never_sent_does_not_hold_up_the_unloads_reply_for_ever()
    {
        await using ModelsSystem system = Create();
        FakeModel model = await system.Load("m");
        PredictOutcome unsent = await system.Predict("m");

        Task<ModelFault> unloading = system.Refused(new UnloadModel("m"));
        await system.Settle("m");
        system.Advance(Drain + Moment);
        await system.Settle("m");
        system.Advance(Drain + Moment);

        Assert.Contains("1 answers are not yet sent", (await unloading).Message, StringComparison.Ordinal);
        unsent.Result!.Dispose();
        model.SessionsDisposed.Await(1);
    }

    [Fact]
    public async Task An_engine_that_takes_long_to_free_its_memory_outlasts_the_first_time_up()
    {
        await using ModelsSystem system = Create();
        FakeModel model = await system.Load("m");
        Task<IModelsReply> unloading = await BeginRelease(system, model);

        system.Advance(Drain + Moment);
        await system.Settle("m");
        Assert.False(unloading.IsCompleted);
        model.DisposeGate.Open();

        Assert.IsType<ModelUnloaded>(await unloading);
        Assert.Equal(1, model.SessionsDisposed.Value);
    }

    [Fact]
    public async Task An_engine_that_does_not_free_its_memory_is_reported_as_what_it_is()
    {
        await using ModelsSystem system = Create();
        FakeModel model = await system.Load("m");
        Task<IModelsReply> unloading = await BeginRelease(system, model);

        system.Advance(Drain + Moment);
        await system.Settle("m");
        system.Advance(Drain + Moment);
        ModelFault fault = Assert.IsType<ModelRefused>(await unloading).Fault;

        Assert.Equal(FaultCode.Unavailable, fault.Code);
        Assert.Contains("'m' has answered every prediction, but the engine has not freed its memory yet", fault.Message, StringComparison.Ordinal);
        Assert.Contains("call UnLoadModel again to wait for it", fault.Message, StringComparison.Ordinal);
        Task<IModelsReply> again = system.Ask(new UnloadModel("m"));
        model.DisposeGate.Open();
        Assert.IsType<ModelUnloaded>(await again);
        await system.Load("m");
    }

    [Fact]
    public async Task A_drain_with_another_time_does_not_free_twice()
    {
        await using ModelsSystem system = Create();
        FakeModel model = await system.Load("m");
        Task<IModelsReply> unloading = await BeginRelease(system, model);

        system.State.Find("m")!.Actor.Tell(new ServingProtocol.Drain(Moment));
        await system.Settle("m");
        system.Advance(Moment * 1.5);
        await system.Settle("m");
        Assert.False(unloading.IsCompleted);
        system.Advance(Moment * 1.5);

        Assert.IsType<ModelRefused>(await unloading);
        Assert.Equal(0, model.SessionsDisposed.Value);
        model.DisposeGate.Open();
        await ModelsSystem.Eventually(() => system.State.Entries.Count == 0);
        Assert.Equal(1, model.DisposalsBegun.Value);
    }

    // Returns when the engine frees the model's memory, which it does not finish before its gate is opened.
    private static async Task<Task<IModelsReply>> BeginRelease(ModelsSystem system, FakeModel model)
    {
        model.DisposeGate.Close();
        Task<IModelsReply> unloading = system.Ask(new UnloadModel("m"));
        model.DisposalsBegun.Await(1);
        await system.Settle("m");
        return unloading;
    }

    private static ModelsSystem Create() =>
        new(options => options with { MaxConcurrencyPerModel = 1, DrainTimeout = Drain }, virtualTime: true);
}
