using Akka.Actor;
using EdgeActors.Models;
using EdgeActors.Models.Prediction;
using EdgeActors.Models.Serving;
using EdgeActors.Models.Tensors;
using EdgeActors.Specs.Models.Fakes;
using static EdgeActors.Models.ModelsProtocol;

namespace EdgeActors.Specs.Models.Serving;

public sealed class ModelActorSpecs
{
    [Theory]
    [InlineData(3, 100, 3)]
    [InlineData(100, 2, 2)]
    [InlineData(100, 0, 1)]
    public async Task No_more_runs_at_one_time_than_the_option_and_the_engine_allow(int option, int session, int expected)
    {
        await using ModelsSystem system = new(options => options with { MaxConcurrencyPerModel = option });
        system.Engine.In("m").MaxConcurrency = session;
        FakeModel model = await system.Load("m");
        model.RunGate.Close();

        Task<PredictOutcome>[] answers = [.. Enumerable.Range(0, 8).Select(_ => system.Predict("m"))];
        model.RunsBegun.Await(expected);
        await ModelsSystem.Eventually(() => Counts(system).Waiting == 8 - expected);
        model.RunGate.Open();

        foreach (PredictOutcome outcome in await Task.WhenAll(answers))
        {
            outcome.Result!.Dispose();
        }

        Assert.Equal(expected, model.PeakRunning);
        Assert.Equal(8, system.State.Find("m")!.Serving!.Admission.Statistics.Runs);
    }

    [Fact]
    public async Task A_full_queue_refuses_with_a_hint_when_to_retry()
    {
        await using ModelsSystem system = new(options => options with { MaxConcurrencyPerModel = 1, MaxQueuePerModel = 2 });
        FakeModel model = await system.Load("m");
        model.RunGate.Close();
        FakeTensorData refused = new(4);

        Task<PredictOutcome>[] taken = [.. Enumerable.Range(0, 3).Select(_ => system.Predict("m"))];
        PredictOutcome outcome = await system.Predict("m", refused);
        model.RunGate.Open();

        Assert.Equal(FaultCode.ResourceExhausted, outcome.Fault!.Code);
        Assert.NotNull(outcome.Fault.RetryAfter);
        Assert.Equal(1, refused.Disposals);
        Assert.All(await Task.WhenAll(taken), answer => answer.Result!.Dispose());
    }

    [Fact]
    public async Task A_model_without_a_queue_refuses_what_cannot_run_at_once()
    {
        await using ModelsSystem system = new(options => options with { MaxConcurrencyPerModel = 1, MaxQueuePerModel = 0 });
        FakeModel model = await system.Load("m");
        model.RunGate.Close();

        Task<PredictOutcome> running = system.Predict("m");
        Assert.Equal(FaultCode.ResourceExhausted, (await system.Predict("m")).Fault!.Code);
        model.RunGate.Open();

        (await running).Result!.Dispose();
    }

    [Fact]
    public async Task Tensors_that_do_not_fit_are_refused_and_freed()
    {
        await using ModelsSystem system = new();
        FakeModel model = await system.Load("m");
        FakeTensorData data = new(5);

        PredictOutcome outcome = await system.Predict("m", data);

        Assert.Equal(FaultCode.InvalidArgument, outcome.Fault!.Code);
        Assert.Equal(1, data.Disposals);
        Assert.Equal(0, model.RunsBegun.Value);
    }

    [Fact]
    public async Task A_client_that_has_gone_already_costs_no_run()
    {
        await using ModelsSystem system = new();
        FakeModel model = await system.Load("m");

        Assert.Equal(FaultCode.Cancelled, (await system.Predict("m", new CancellationToken(true))).Fault!.Code);
        Assert.Equal(0, model.RunsBegun.Value);
    }

    [Fact]
    public async Task An_unload_answers_what_runs_and_what_waits_and_takes_nothing_new()
    {
        await using ModelsSystem system = new(options => options with { MaxConcurrencyPerModel = 1 });
        FakeModel model = await system.Load("m");
        model.RunGate.Close();
        Task<PredictOutcome>[] answers = [.. Enumerable.Range(0, 3).Select(_ => system.Predict("m"))];
        model.RunsBegun.Await(1);

        Task<IModelsReply> unloading = system.Ask(new UnloadModel("m"));
        await ModelsSystem.Eventually(() => system.Directory.Handles.Count == 0);
        Assert.Equal(FaultCode.NotFound, (await system.Predict("m")).Fault!.Code);
        model.RunGate.Open();
        PredictOutcome[] outcomes = await Task.WhenAll(answers);
        Assert.False(unloading.IsCompleted);
        Assert.Equal(0, model.SessionsDisposed.Value);
        Assert.All(outcomes, outcome => outcome.Result!.Dispose());

        Assert.IsType<ModelUnloaded>(await unloading);
        Assert.Equal(1, model.SessionsDisposed.Value);
    }

    [Fact]
    public async Task A_crash_of_the_actor_keeps_the_queue_and_serves_on()
    {
        await using ModelsSystem system = new(options => options with { MaxConcurrencyPerModel = 1 });
        system.ExpectError("The operation is not in this list");
        FakeModel model = await system.Load("m");
        model.RunGate.Close();
        Task<PredictOutcome>[] answers = [.. Enumerable.Range(0, 3).Select(_ => system.Predict("m"))];
        await ModelsSystem.Eventually(() => Counts(system).Waiting == 2);

        system.State.Find("m")!.Actor.Tell(new PredictOperation(new PredictOperationPool(1)));
        Task<PredictOutcome> after = system.Predict("m");
        await ModelsSystem.Eventually(() => Counts(system).Waiting == 3);
        model.RunGate.Open();

        Assert.All(await Task.WhenAll([.. answers, after]), outcome => outcome.Result!.Dispose());
        Assert.IsType<ModelUnloaded>(await system.Ask(new UnloadModel("m")));
        Assert.Equal(1, model.Loads.Value);
    }

    [Fact]
    public async Task The_prediction_whose_message_crashed_the_actor_is_answered()
    {
        await using ModelsSystem system = new(options => options with { MaxConcurrencyPerModel = 1 });
        system.ExpectError("Object reference not set");
        FakeModel model = system.Engine.In("m");
        ModelLife life = new("m", "m", "/models/m", 1);
        IActorRef actor = system.System.ActorOf(ModelActor.Props(life, system.Setting));
        await ModelsSystem.Eventually(() => life.Phase == ModelPhase.Ready);
        ServingModel serving = life.Serving!;
        PredictOperation running = Begin(serving);
        PredictOperation told = Begin(serving);
        ValueTask<PredictOutcome> answer = told.Answer;
        Assert.Equal(Admittance.Run, serving.Admission.Enter(running));
        Assert.Equal(Admittance.Tell, serving.Admission.Enter(told));

        life.Dispose();
        actor.Tell(told);

        Assert.Equal(FaultCode.Internal, (await answer).Fault!.Code);
        Assert.Equal(0, serving.Admission.Counts.Told);
        Assert.Equal(1, model.SessionsDisposed.Value);
    }

    [Fact]
    public async Task Who_gives_up_on_the_way_to_the_actor_takes_no_place_in_the_queue()
    {
        await using ModelsSystem system = new(options => options with { MaxConcurrencyPerModel = 1 });
        FakeModel model = await system.Load("m");
        model.RunGate.Close();
        Task<PredictOutcome> running = system.Predict("m");
        model.RunsBegun.Await(1);
        ServingModel serving = system.State.Find("m")!.Serving!;
        using CancellationTokenSource client = new();
        PredictOperation told = Begin(serving, client.Token);
        ValueTask<PredictOutcome> answer = told.Answer;
        Assert.Equal(Admittance.Tell, serving.Admission.Enter(told));

        await client.CancelAsync();
        serving.Actor.Tell(told);
        await system.Settle("m");

        Assert.Equal(FaultCode.Cancelled, (await answer).Fault!.Code);
        Assert.Equal(new AdmissionCounts(Told: 0, Waiting: 0, Running: 1, Unsent: 0), serving.Admission.Counts);
        model.RunGate.Open();
        (await running).Result!.Dispose();
    }

    private static PredictOperation Begin(ServingModel serving, CancellationToken cancelled = default)
    {
        PredictOperation operation = new(new PredictOperationPool(1));
        operation.Begin(serving, Array.Empty<RequestTensor>(), cancelled);
        return operation;
    }

    private static AdmissionCounts Counts(ModelsSystem system) => system.State.Find("m")!.Serving!.Admission.Counts;
}
