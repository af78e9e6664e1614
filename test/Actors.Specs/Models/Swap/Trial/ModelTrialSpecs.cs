using System.Collections.Immutable;
using EdgeActors.Models;
using EdgeActors.Models.Swap.Trial;
using EdgeActors.Models.Tensors;
using EdgeActors.Specs.Models.Fakes;

namespace EdgeActors.Specs.Models.Swap.Trial;

public sealed class ModelTrialSpecs
{
    private const int Old = 1;
    private const int New = 2;

    private static readonly ImmutableArray<TensorSpec> Fixed = [Tensor.Declared("x", TensorType.Float32, 2, 3)];
    private static readonly ImmutableArray<TensorSpec> Open = [Tensor.Declared("x", TensorType.Float32, -1, 3)];

    [Fact]
    public async Task A_model_that_runs_is_fit_and_its_first_run_is_not_counted()
    {
        TrialScene scene = new();
        TrialActor model = scene.Add(New, Fixed);
        model.Takes = run => TimeSpan.FromMilliseconds(run == 0 ? 500 : 10 * run);

        TrialResult.Fit fit = Assert.IsType<TrialResult.Fit>(await scene.TryAsync(New));

        Assert.Equal(new TrialTiming(TimeSpan.FromMilliseconds(20), TimeSpan.FromMilliseconds(10)), fit.Timing);
        Assert.Null(fit.Former);
        Assert.False(fit.Recorded);
        Assert.Equal((4, 4), (model.Seen.Count, model.Disposed));
    }

    [Fact]
    public async Task A_model_that_errs_is_unfit_in_its_own_words()
    {
        TrialScene scene = new();
        scene.Add(New, Fixed).Fault = _ => new ModelFault(FaultCode.Internal, "node Conv_3 failed");

        ModelFault reason = Assert.IsType<TrialResult.Unfit>(await scene.TryAsync(New)).Reason;

        Assert.Equal(new ModelFault(FaultCode.Internal, "it does not run on zeros and ones in its declared shapes: node Conv_3 failed"), reason);
    }

    [Fact]
    public async Task Generated_inputs_are_zeros_in_the_declared_shapes()
    {
        TrialScene scene = new();
        TrialActor model = scene.Add(New, Tensor.Declared("a", TensorType.Int64), Tensor.Declared("b", TensorType.UInt8, 2, -1, 4), Tensor.Declared("c", TensorType.Float16, 0, 7));

        Assert.IsType<TrialResult.Fit>(await scene.TryAsync(New));

        RequestTensor[] tensors = model.Seen[0];
        Assert.Equal([[], [2, 1, 4], [0, 7]], tensors.Select(tensor => tensor.Shape!));
        Assert.Equal([8, 8, 0], tensors.Select(tensor => tensor.Data.Length));
        Assert.All(tensors, tensor => Assert.All(Bytes(tensor), each => Assert.Equal(0, each)));
    }

    [Fact]
    public async Task What_does_not_run_on_zeros_may_run_on_ones()
    {
        TrialScene scene = new();
        TensorType[] types = Enum.GetValues<TensorType>();
        TrialActor model = scene.Add(New, [.. types.Select((type, i) => Tensor.Declared($"x{i}", type, 2))]);
        model.Fault = tensors => Bytes(tensors[0])[0] == 0 ? new ModelFault(FaultCode.Internal, "division by zero") : null;

        Assert.IsType<TrialResult.Fit>(await scene.TryAsync(New));

        byte[][] ones = [[1], [1, 0], [1, 0, 0, 0], [1, 0, 0, 0, 0, 0, 0, 0], [0, 0x3C], [0, 0, 0x80, 0x3F], [0, 0, 0, 0, 0, 0, 0xF0, 0x3F]];
        Assert.Equal(ones.Select(one => (byte[])[.. one, .. one]), model.Seen[^1].Select(Bytes));
    }

    [Fact]
    public async Task Recorded_inputs_come_before_generated_ones()
    {
        TrialScene scene = new();
        TrialActor model = scene.Add(New, Open);
        byte[] bytes = [.. Enumerable.Range(0, 24).Select(each => (byte)each)];
        scene.Recorded = new RecordedInputs([new TrialTensor(new TensorName("x"), TensorType.Float32, [2, 3], bytes)]);

        Assert.True(Assert.IsType<TrialResult.Fit>(await scene.TryAsync(New)).Recorded);

        Assert.Equal(bytes, Bytes(model.Seen[0][0]));
        Assert.Equal([2, 3], model.Seen[0][0].Shape!);
    }

    [Fact]
    public async Task Recorded_inputs_that_cannot_be_read_or_run_make_a_model_unfit()
    {
        TrialScene scene = new() { Recorded = new RecordedInputs([], "x.npy holds nonsense") };
        TrialActor model = scene.Add(New, Open);
        Assert.Contains("x.npy holds nonsense", Assert.IsType<TrialResult.Unfit>(await scene.TryAsync(New)).Reason.Message, StringComparison.Ordinal);
        Assert.Empty(model.Seen);

        scene.Recorded = new RecordedInputs([new TrialTensor(new TensorName("x"), TensorType.Float32, [1, 3], new byte[12])]);
        model.Fault = _ => new ModelFault(FaultCode.Internal, "no");
        Assert.StartsWith(
            "it does not run on the inputs in its package: no", Assert.IsType<TrialResult.Unfit>(await scene.TryAsync(New)).Reason.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_open_extent_is_guessed_small_and_then_larger()
    {
        TrialScene scene = new();
        TrialActor model = scene.Add(New, Open);
        model.Fault = tensors => tensors[0].Shape![0] < 8 ? new ModelFault(FaultCode.Internal, "kernel larger than input") : null;

        Assert.IsType<TrialResult.Fit>(await scene.TryAsync(New));

        Assert.Equal([1, 1, 32, 32, 32, 32], model.Seen.Select(seen => seen[0].Shape![0]));
    }

    [Fact]
    public async Task Guesses_that_do_not_run_say_nothing_of_the_model()
    {
        TrialScene scene = new();
        scene.Add(New, Open).Fault = _ => new ModelFault(FaultCode.Internal, "kernel larger than input");

        string reason = Assert.IsType<TrialResult.Untried>(await scene.TryAsync(New)).Reason;

        Assert.Contains("(kernel larger than input); put recorded inputs into its package", reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Inputs_beyond_the_limit_are_not_made_up()
    {
        TrialScene scene = new() { Options = new TrialOptions { MaxInputBytes = 1024 } };
        TrialActor large = scene.Add(New, Tensor.Declared("x", TensorType.Float32, int.MaxValue, int.MaxValue, int.MaxValue));
        TrialActor open = scene.Add(Old, Tensor.Declared("x", TensorType.Float32, -1, 9));
        open.Fault = _ => new ModelFault(FaultCode.Internal, "no");

        Assert.Contains("more than 1024 bytes", Assert.IsType<TrialResult.Untried>(await scene.TryAsync(New)).Reason, StringComparison.Ordinal);
        Assert.IsType<TrialResult.Untried>(await scene.TryAsync(Old));

        Assert.Empty(large.Seen);
        Assert.All(open.Seen, seen => Assert.Equal(1, seen[0].Shape![0]));
    }

    [Theory]
    [InlineData(FaultCode.Unavailable)]
    [InlineData(FaultCode.ResourceExhausted)]
    public async Task What_the_agent_lacks_is_told_as_such(FaultCode code)
    {
        TrialScene scene = new();
        TrialActor model = scene.Add(New, Open);
        model.Fault = _ => new ModelFault(code, "no threads");

        Assert.Equal(code, Assert.IsType<TrialResult.Unfit>(await scene.TryAsync(New)).Reason.Code);
        Assert.Single(model.Seen);
    }

    [Fact]
    public async Task A_model_that_does_not_end_is_unfit_when_the_time_is_up()
    {
        TrialScene scene = new() { Options = new TrialOptions { TimeLimit = TimeSpan.FromSeconds(10) } };
        TrialActor model = scene.Add(New, Open);
        model.Takes = _ => TimeSpan.FromSeconds(6);

        ModelFault reason = Assert.IsType<TrialResult.Unfit>(await scene.TryAsync(New)).Reason;

        Assert.Equal(new ModelFault(FaultCode.DeadlineExceeded, "its trial did not end in 10 s"), reason);
        Assert.Equal(2, model.Seen.Count);
    }

    [Fact]
    public async Task Who_gives_up_gets_no_result()
    {
        TrialScene scene = new();
        using CancellationTokenSource caller = new();
        scene.Add(New, Fixed).Fault = _ =>
        {
            caller.Cancel();
            return null;
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => scene.TryAsync(New, caller.Token));
    }

    [Fact]
    public async Task A_model_that_is_gone_is_not_tried() =>
        Assert.Equal(FaultCode.NotFound, Assert.IsType<TrialResult.Unfit>(await new TrialScene().TryAsync(New)).Reason.Code);

    private static unsafe byte[] Bytes(RequestTensor tensor) => new ReadOnlySpan<byte>((void*)tensor.Data.Address, (int)tensor.Data.Length).ToArray();
}
