using EdgeActors.Models;
using EdgeActors.Models.Swap;
using EdgeActors.Models.Tensors;
using EdgeActors.Specs.Models.Fakes;
using static EdgeActors.Models.ModelsProtocol;

namespace EdgeActors.Specs.Models.Swap;

public sealed class PublishSpecs
{
    [Fact]
    public async Task A_published_model_takes_the_place_of_the_one_a_client_loaded()
    {
        await using ModelsSystem system = new();
        FakeModel old = await system.Load("m");
        FakeModel next = system.Engine.In("v2");
        long id = await system.Stage("m", "v2");

        SwapAnswer published = await system.Swap.PublishAsync("m", id, default);
        (await system.Predict("m")).Result!.Dispose();

        Assert.Equal(("m", "v2"), (published.Model!.Handle, published.Model.Url));
        Assert.Equal((0, 1), (old.RunsBegun.Value, next.RunsBegun.Value));
        Assert.Equal(id, system.Swap.Find("m"));
        Assert.Equal("v2", Assert.Single(Assert.IsType<ModelList>(await system.Ask(ListModels.Instance)).Models).Url);
        Assert.Equal("v2", Assert.IsType<ModelDescribed>(await system.Ask(new DescribeModel("m"))).Model.Url);
        (await system.Swap.PredictAsync(published.Id!.Value, [Tensor.Bare(4)], default)).Result!.Dispose();
        Assert.Equal((1, 0), (old.RunsBegun.Value, old.SessionsDisposed.Value));
    }

    [Fact]
    public async Task What_runs_and_waits_on_the_former_model_ends_as_if_nothing_had_happened()
    {
        await using ModelsSystem system = new(options => options with { MaxConcurrencyPerModel = 1 });
        FakeModel old = await system.Load("m");
        old.RunGate.Close();
        Task<PredictOutcome>[] before = [.. Enumerable.Range(0, 4).Select(_ => system.Predict("m"))];
        old.RunsBegun.Await(1);

        long? former = await system.Publish("m", await system.Stage("m", "v2"));
        (await system.Predict("m")).Result!.Dispose();
        Assert.All(before, answer => Assert.False(answer.IsCompleted));
        old.RunGate.Open();

        Assert.All(await Task.WhenAll(before), outcome => outcome.Result!.Dispose());
        Assert.Equal(4, system.Swap.Read(former!.Value)!.Runs);
        Assert.Equal(0, system.Swap.Read(former.Value)!.Errors);
    }

    [Fact]
    public async Task A_model_that_was_set_aside_can_be_put_back()
    {
        await using ModelsSystem system = new();
        long first = await system.Stage("m", "v1");
        long second = await system.Stage("m", "v2");

        Assert.Null(await system.Publish("m", first));
        Assert.Equal(first, await system.Publish("m", second));
        Assert.Equal(second, await system.Publish("m", first));
        Assert.Null(await system.Publish("m", first));
        await system.Release(second);

        (await system.Predict("m")).Result!.Dispose();
        Assert.Equal(1, system.Engine.In("v1").RunsBegun.Value);
        Assert.Equal((1, 0), (system.Engine.In("v2").SessionsDisposed.Value, system.Engine.In("v1").SessionsDisposed.Value));
    }

    [Fact]
    public async Task A_caller_who_found_the_former_model_just_before_it_went_is_served_by_its_successor()
    {
        await using ModelsSystem system = new();
        long first = await system.Stage("m", "v1");
        long second = await system.Stage("m", "v2");
        await system.Publish("m", first);
        FakeTensorData data = new(4);
        TensorsWithAMoment tensors = new(Tensor.Bare(4) with { Data = data }, () => SwapAsync().Wait());

        PredictOutcome outcome = await system.Predictor.PredictAsync("m", tensors, default);

        Assert.Null(outcome.Fault);
        outcome.Result!.Dispose();
        Assert.Equal((0, 1), (system.Engine.In("v1").RunsBegun.Value, system.Engine.In("v2").RunsBegun.Value));
        Assert.Equal(1, system.Engine.In("v1").SessionsDisposed.Value);
        Assert.Equal(1, data.Disposals);

        async Task SwapAsync()
        {
            await system.Publish("m", second);
            await system.Release(first);
        }
    }

    [Fact]
    public async Task A_caller_whose_tensors_do_not_fit_the_successor_is_told()
    {
        await using ModelsSystem system = new();
        system.Engine.In("v2").Inputs = [Tensor.Declared("x", TensorType.Float32, 9)];
        long first = await system.Stage("m", "v1");
        long second = await system.Stage("m", "v2");
        await system.Publish("m", first);
        FakeTensorData data = new(4);
        TensorsWithAMoment tensors = new(Tensor.Bare(4) with { Data = data }, () => SwapAsync().Wait());

        PredictOutcome outcome = await system.Predictor.PredictAsync("m", tensors, default);

        Assert.Equal(FaultCode.InvalidArgument, outcome.Fault!.Code);
        Assert.Equal(1, data.Disposals);

        async Task SwapAsync()
        {
            await system.Publish("m", second);
            await system.Release(first);
        }
    }

    [Fact]
    public async Task A_withdrawn_model_is_unseen_and_can_be_put_back()
    {
        await using ModelsSystem system = new();
        FakeModel model = await system.Load("m");

        long? aside = (await system.Swap.WithdrawAsync("m", default)).Id;
        Assert.Equal(FaultCode.NotFound, (await system.Predict("m")).Fault!.Code);
        Assert.Null((await system.Swap.WithdrawAsync("m", default)).Id);
        await system.Publish("m", aside!.Value);

        (await system.Predict("m")).Result!.Dispose();
        Assert.Equal(1, model.Loads.Value);
    }

    [Fact]
    public async Task A_model_is_published_as_what_it_was_staged_for_and_only_while_it_is_there()
    {
        await using ModelsSystem system = new();
        long id = await system.Stage("m", "v1");

        ModelFault other = (await system.Swap.PublishAsync("n", id, default)).Fault!;
        ModelFault unknown = (await system.Swap.PublishAsync("m", 99, default)).Fault!;

        Assert.Equal(FaultCode.InvalidArgument, other.Code);
        Assert.Contains("was loaded for 'm', not for 'n'", other.Message, StringComparison.Ordinal);
        Assert.Equal(FaultCode.NotFound, unknown.Code);
        Assert.Contains("has the id 99", unknown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Readings_tell_what_a_model_has_done_by_the_clock_on_the_wall()
    {
        await using ModelsSystem system = new();
        DateTimeOffset before = system.Setting.Clock.GetUtcNow();
        long id = await system.Stage("m", "v1");
        (await system.Swap.PredictAsync(id, [Tensor.Bare(4)], default)).Result!.Dispose();
        Assert.Null(system.Swap.Read(id)!.LastRun);
        Assert.Empty(new ModelReadings(system.Directory).All());
        await system.Publish("m", id);
        (await system.Predict("m")).Result!.Dispose();
        system.Engine.In("v1").RunFailure = new ModelFaultException(FaultCode.Internal, "no");
        Assert.NotNull((await system.Predict("m")).Fault);

        ModelReading reading = Assert.Single(new ModelReadings(system.Directory).All());

        Assert.Equal((id, "m", 2, 1), (reading.Id, reading.Model.Handle, reading.Runs, reading.Errors));
        Assert.InRange(reading.LongestLatency, TimeSpan.Zero, reading.TotalLatency);
        Assert.InRange(reading.LastRun!.Value, before - TimeSpan.FromSeconds(1), system.Setting.Clock.GetUtcNow() + TimeSpan.FromSeconds(1));
    }
}
