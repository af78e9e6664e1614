using System.Collections.Immutable;
using EdgeActors.Models;
using EdgeActors.Models.Swap.Trial;
using EdgeActors.Models.Tensors;
using EdgeActors.Specs.Models.Fakes;

namespace EdgeActors.Specs.Models.Swap.Trial;

/// <summary>The same inputs on the model that serves.</summary>
public sealed class TrialComparisonSpecs
{
    private const int Old = 1;
    private const int New = 2;

    private static readonly ImmutableArray<TensorSpec> Inputs = [Tensor.Declared("x", TensorType.Float32, 2, 3)];

    [Theory]
    [InlineData(10, 30, true)]
    [InlineData(10, 100, false)]
    [InlineData(0.1, 1, true)] // ten times as long, but within the floor
    [InlineData(0.1, 6, false)]
    public async Task A_model_that_is_far_slower_than_the_one_that_serves_is_unfit(double before, double now, bool fit)
    {
        TrialScene scene = Scene(before, now);

        Assert.Equal(fit, await scene.TryAsync(New) is TrialResult.Fit);
    }

    [Fact]
    public async Task Both_times_are_told()
    {
        TrialResult.Fit fit = Assert.IsType<TrialResult.Fit>(await Scene(10, 20).TryAsync(New));
        ModelFault slow = Assert.IsType<TrialResult.Unfit>(await Scene(10, 100).TryAsync(New)).Reason;

        Assert.Equal((20, 10), (fit.Timing.Mean.TotalMilliseconds, fit.Former!.Value.Mean.TotalMilliseconds));
        Assert.Equal(FaultCode.FailedPrecondition, slow.Code);
        Assert.Equal("it is too slow in its trial: a run takes 100 ms where the model before it takes 10 ms; at most 30 ms are allowed", slow.Message);
    }

    [Fact]
    public async Task One_run_in_which_the_machine_was_busy_condemns_nobody()
    {
        TrialScene scene = Scene(10, 10);
        scene.Add(New, Inputs).Takes = run => TimeSpan.FromMilliseconds(run == 2 ? 900 : 10);

        Assert.IsType<TrialResult.Fit>(await scene.TryAsync(New));
    }

    [Fact]
    public async Task A_serving_model_that_these_inputs_do_not_fit_is_no_measure()
    {
        TrialScene scene = Scene(10, 100);
        scene.Add(Old, Inputs).Fault = _ => new ModelFault(FaultCode.InvalidArgument, "the model takes 2 tensor(s)");

        Assert.Null(Assert.IsType<TrialResult.Fit>(await scene.TryAsync(New)).Former);
    }

    [Fact]
    public async Task A_serving_model_that_does_not_end_is_no_measure()
    {
        TrialScene scene = Scene(10, 100);
        scene.Add(Old, Inputs).Takes = _ => TimeSpan.FromMinutes(2);

        Assert.Null(Assert.IsType<TrialResult.Fit>(await scene.TryAsync(New)).Former);
    }

    [Fact]
    public async Task A_model_is_not_compared_with_itself()
    {
        TrialScene scene = Scene(10, 10);
        scene.Serving = New;

        Assert.Null(Assert.IsType<TrialResult.Fit>(await scene.TryAsync(New)).Former);
    }

    [Fact]
    public void Each_limit_has_its_range()
    {
        Assert.Empty(new TrialOptions().Faults());
        Assert.Empty(new TrialOptions { Runs = 1, MaxInputBytes = 1 << 10, TimeLimit = TimeSpan.FromSeconds(1) }.Faults());
        Assert.Empty(new TrialOptions { Runs = 1000, MaxInputBytes = 1 << 30, TimeLimit = TimeSpan.FromHours(1) }.Faults());
        Assert.Equal(
            [
                "Runs is 0; allowed is 1 to 1000",
                "MaxInputBytes is 1023; allowed is 1024 to 1073741824",
                "TimeLimit is 01:00:01; allowed is 00:00:01 to 01:00:00",
            ],
            new TrialOptions { Runs = 0, MaxInputBytes = 1023, TimeLimit = TimeSpan.FromSeconds(3601) }.Faults());
    }

    private static TrialScene Scene(double before, double now)
    {
        TrialScene scene = new() { Serving = Old };
        scene.Add(Old, Inputs).Takes = _ => TimeSpan.FromMilliseconds(before);
        scene.Add(New, Inputs).Takes = _ => TimeSpan.FromMilliseconds(now);
        return scene;
    }
}
