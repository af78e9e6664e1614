using EdgeActors.Models;
using EdgeActors.Models.Prediction;
using EdgeActors.Models.Serving;
using EdgeActors.Specs.Models.Fakes;
using EdgeActors.Specs.Models.Prediction;

namespace EdgeActors.Specs.Models.Swap.Trial;

/// <summary>A trial on the model that serves takes no place from its clients.</summary>
public sealed class TrialPlacesSpecs
{
    [Fact]
    public async Task A_client_that_finds_a_trial_in_the_only_run_waits_for_it_and_is_not_refused()
    {
        await using ModelsSystem system = Narrow();
        FakeModel model = await system.Load("m");
        model.RunGate.Close();
        Task<PredictOutcome> trial = Try(system);
        model.RunsBegun.Await(1);

        Task<PredictOutcome> client = system.Predict("m");
        ModelFault? second = (await system.Predict("m")).Fault;
        model.RunGate.Open();

        (await trial).Result!.Dispose();
        (await client).Result!.Dispose();
        Assert.Equal(FaultCode.ResourceExhausted, second!.Code);
        Assert.Equal(1, model.PeakRunning);
    }

    [Fact]
    public async Task A_trial_that_finds_no_place_waits_in_line_and_leaves_the_bound_of_clients_as_it_is()
    {
        await using ModelsSystem system = Narrow();
        FakeModel model = await system.Load("m");
        model.RunGate.Close();
        Task<PredictOutcome> client = system.Predict("m");
        model.RunsBegun.Await(1);

        Task<PredictOutcome> trial = Try(system);
        await system.Settle("m");
        ModelFault? second = (await system.Predict("m")).Fault;
        Assert.False(trial.IsCompleted);
        model.RunGate.Open();

        (await client).Result!.Dispose();
        (await trial).Result!.Dispose();
        Assert.Equal(FaultCode.ResourceExhausted, second!.Code);
        Assert.Equal((2, 1), (model.RunsEnded.Value, model.PeakRunning));
    }

    [Fact]
    public void A_trial_on_its_way_to_the_actor_keeps_no_client_from_a_free_run()
    {
        using PredictionHarness harness = new(new EchoSession(), concurrency: 1, queue: 0);
        Admission admission = harness.Model.Admission;
        PredictOperation[] clients = [.. Enumerable.Range(0, 3).Select(_ => Begin(harness, isTrial: false))];
        PredictOperation trial = Begin(harness, isTrial: true);

        Assert.Equal(Admittance.Run, admission.Enter(clients[0]));
        Assert.Equal(Admittance.Tell, admission.Enter(trial));
        Assert.Null(admission.Finish(clients[0], null, unsent: false));

        Assert.Equal(Admittance.Tell, admission.Enter(clients[1]));
        Assert.Equal(Admittance.Full, admission.Enter(clients[2]));
        Assert.Equal(Admittance.Run, admission.Receive(trial));
        Assert.Equal(Admittance.Wait, admission.Receive(clients[1]));
        Assert.Same(clients[1], admission.Finish(trial, null, unsent: false));
        Assert.Equal(new AdmissionCounts(Told: 0, Waiting: 0, Running: 1, Unsent: 0), admission.Counts);
    }

    private static PredictOperation Begin(PredictionHarness harness, bool isTrial)
    {
        PredictOperation operation = harness.Pool.Rent();
        operation.Begin(harness.Model, [], CancellationToken.None, isTrial);
        return operation;
    }

    private static Task<PredictOutcome> Try(ModelsSystem system) =>
        system.Swap.PredictAsync(system.Swap.Find("m")!.Value, [Tensor.Bare(4)], CancellationToken.None).AsTask();

    private static ModelsSystem Narrow() => new(static options => options with { MaxConcurrencyPerModel = 1, MaxQueuePerModel = 0 });
}
