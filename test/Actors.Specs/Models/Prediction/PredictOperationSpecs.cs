using System.Collections.Concurrent;
using EdgeActors.Models;
using EdgeActors.Models.Prediction;
using EdgeActors.Specs.Models.Fakes;

namespace EdgeActors.Specs.Models.Prediction;

public sealed class PredictOperationSpecs
{
    [Fact]
    public async Task A_run_answers_its_caller_and_frees_the_tensors_first()
    {
        using PredictionHarness harness = new(new EchoSession());
        FakeTensorData data = new(4, address: 4711);

        PredictOutcome outcome = await harness.Predict(data);

        Assert.Equal(4711, outcome.Result!.Outputs[0].Address);
        Assert.Equal(1, data.Disposals);
        outcome.Result.Dispose();
    }

    [Fact]
    public async Task A_caller_who_gives_up_is_answered_while_the_engine_still_runs()
    {
        FakeModel model = new() { ObeysCancellation = false };
        model.RunGate.Close();
        using PredictionHarness harness = new(model.Load(default));
        using CancellationTokenSource client = new();
        FakeTensorData data = new(4);

        ValueTask<PredictOutcome> answer = harness.Predict(data, client.Token);
        model.RunsBegun.Await(1);
        await client.CancelAsync();
        PredictOutcome outcome = await answer;

        Assert.Equal(FaultCode.Cancelled, outcome.Fault!.Code);
        Assert.Equal(0, data.Disposals);
        model.RunGate.Open();
        model.ResultsDisposed.Await(1);
        Assert.Equal(1, data.Disposals);
    }

    [Fact]
    public async Task A_caller_who_gives_up_ends_the_run()
    {
        FakeModel model = new();
        model.RunGate.Close();
        using PredictionHarness harness = new(model.Load(default));
        using CancellationTokenSource client = new();

        ValueTask<PredictOutcome> answer = harness.Predict(new FakeTensorData(4), client.Token);
        model.RunsBegun.Await(1);
        await client.CancelAsync();

        Assert.Equal(FaultCode.Cancelled, (await answer).Fault!.Code);
        model.RunsEnded.Await(1);
    }

    [Fact]
    public async Task Who_gives_up_while_waiting_is_never_run_and_leaves_the_queue()
    {
        FakeModel model = new();
        model.RunGate.Close();
        using PredictionHarness harness = new(model.Load(default), concurrency: 1);
        using CancellationTokenSource client = new();
        FakeTensorData data = new(4);

        ValueTask<PredictOutcome> first = harness.Predict(new FakeTensorData(4));
        ValueTask<PredictOutcome> second = harness.Predict(data, client.Token);
        Assert.Equal(1, harness.Model.Admission.Counts.Waiting);
        await client.CancelAsync();

        Assert.Equal(FaultCode.Cancelled, (await second).Fault!.Code);
        Assert.Equal(0, harness.Model.Admission.Counts.Waiting);
        Assert.Equal(1, data.Disposals);
        model.RunGate.Open();
        (await first).Result!.Dispose();
        Assert.Equal(1, model.RunsBegun.Value);
    }

    [Fact]
    public async Task An_engine_that_throws_what_it_should_not_is_an_internal_fault()
    {
        FakeModel model = new() { RunFailure = new InvalidOperationException("secret detail") };
        using PredictionHarness harness = new(model.Load(default));

        PredictOutcome outcome = await harness.Predict(new FakeTensorData(4));

        Assert.Equal(FaultCode.Internal, outcome.Fault!.Code);
        Assert.DoesNotContain("secret", outcome.Fault.Message, StringComparison.Ordinal);
        Assert.Equal(1, harness.Model.Admission.Statistics.Errors);
    }

    [Fact]
    public async Task A_result_that_is_not_sent_yet_holds_the_session()
    {
        using PredictionHarness harness = new(new EchoSession());
        int idle = 0;

        PredictOutcome outcome = await harness.Predict(new FakeTensorData(4));
        harness.Model.Admission.Close(() => idle++);
        Assert.Equal(0, idle);
        outcome.Result!.Dispose();
        outcome.Result.Dispose();

        Assert.Equal(1, idle);
        Assert.Equal(0, harness.Model.Admission.Counts.Unsent);
    }

    [Fact]
    public void A_late_answer_to_an_earlier_use_is_ignored()
    {
        using PredictionHarness harness = new(new EchoSession());
        PredictOperation operation = harness.Pool.Rent();
        operation.Begin(harness.Model, [], CancellationToken.None);
        long earlier = operation.Generation;
        ValueTask<PredictOutcome> first = operation.Answer;
        operation.Refuse(PredictFaults.Stopping);
        Assert.Equal(FaultCode.Unavailable, Taken(first).Fault!.Code);

        Assert.Same(operation, harness.Pool.Rent());
        operation.Begin(harness.Model, [], CancellationToken.None);

        Assert.False(operation.TryAnswer(earlier, default));
        Assert.True(operation.IsPending);
    }

    [Fact]
    public async Task Nobody_is_answered_twice_wrongly_or_never_whoever_cancels_when()
    {
        EchoSession session = new();
        using PredictionHarness harness = new(session, concurrency: 4, queue: 6);
        ConcurrentBag<FakeTensorData> sent = [];
        Tally tally = new();

        await Task.WhenAll(Enumerable.Range(0, 8).Select(caller => Task.Run(() => Call(harness, caller, sent, tally))));
        await Idle(harness);

        Assert.Equal(8 * 4000, tally.Results + tally.Cancelled + tally.Full);
        Assert.True(tally.Results > 0 && tally.Cancelled > 0, $"{tally.Results} results, {tally.Cancelled} cancelled");
        Assert.Equal(0, tally.Wrong);
        Assert.All(sent, data => Assert.Equal(1, data.Disposals));
        Assert.Equal(0, session.OpenResults);
        Assert.Equal(default, harness.Model.Admission.Counts);
    }

    private static async Task Call(PredictionHarness harness, int caller, ConcurrentBag<FakeTensorData> sent, Tally tally)
    {
        Random random = new(caller);
        for (int i = 0; i < 4000; i++)
        {
            using CancellationTokenSource client = new();
            FakeTensorData data = new(4, address: 1 + (caller * 1_000_000) + i);
            sent.Add(data);
            ValueTask<PredictOutcome> answer = harness.Predict(data, random.Next(4) == 0 ? default : client.Token);
            if (random.Next(3) == 0)
            {
                Thread.SpinWait(random.Next(400));
                client.Cancel();
            }

            tally.Count(await answer, data.Address);
        }
    }

    private static async Task Idle(PredictionHarness harness)
    {
        TaskCompletionSource idle = new(TaskCreationOptions.RunContinuationsAsynchronously);
        harness.Model.Admission.Close(idle.SetResult);
        await idle.Task.WaitAsync(TimeSpan.FromSeconds(20));
    }

    private static PredictOutcome Taken(ValueTask<PredictOutcome> answer)
    {
        Assert.True(answer.IsCompleted);
        return answer.GetAwaiter().GetResult();
    }

    private sealed class Tally
    {
        private int _results;
        private int _cancelled;
        private int _full;
        private int _wrong;

        public int Results => _results;

        public int Cancelled => _cancelled;

        public int Full => _full;

        public int Wrong => _wrong;

        public void Count(PredictOutcome outcome, nint expected)
        {
            if (outcome.Result is { } result)
            {
                Interlocked.Increment(ref _results);
                Interlocked.Add(ref _wrong, result.Outputs[0].Address == expected && outcome.Fault is null ? 0 : 1);
                result.Dispose();
                return;
            }

            Interlocked.Increment(ref outcome.Fault!.Code == FaultCode.Cancelled ? ref _cancelled : ref _full);
        }
    }
}
