using System.Diagnostics;
using EdgeActors.Engines.Onnx;
using EdgeActors.Models;
using EdgeActors.Models.Engine;
using EdgeActors.Models.Tensors;
using EdgeActors.Specs.SharedModels;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeActors.Specs.Engines.Onnx;

[Collection(OnnxSuite.Name)]
public sealed class OnnxSessionSpecs(OnnxFixture onnx)
{
    private const string Mnist = "nets/mnist";

    [ModelsFact]
    public void Engine_says_what_it_is() => Assert.Equal("onnxruntime 1.30.0", onnx.Engine.Description);

    [ModelsFact]
    public void Footprint_is_the_model_and_its_external_data()
    {
        ModelEntry entry = ModelIndex.Entry("special/ext_data_ok");

        ModelFootprint footprint = onnx.Engine.Inspect(entry.Path);

        long bytes = new FileInfo(Path.Combine(entry.Path, "model.onnx")).Length + new FileInfo(Path.Combine(entry.Path, "Pads.bin")).Length;
        Assert.Equal(new ModelFootprint(entry.Path, bytes), footprint);
    }

    [ModelsFact]
    public void Dynamic_dimensions_are_minus_one()
    {
        using IModelSession session = onnx.Load("special/dyn_abs_free_dimensions");

        Assert.Equal<int>([-1, -1, 5], session.Inputs[0].Shape.AsEnumerable());
    }

    [ModelsFact]
    public void Concurrent_runs_of_one_session_give_right_answers()
    {
        ModelEntry entry = ModelIndex.Entry(Mnist);
        byte[] want = entry.Bytes(entry.Outputs![0]);
        using IModelSession session = onnx.Load(Mnist);

        Parallel.For(0, 8, new ParallelOptions { MaxDegreeOfParallelism = 8 }, _ =>
        {
            for (int run = 0; run < 1000; run++)
            {
                using IInferenceResult result = session.Run(entry);
                Assert.Null(TensorComparison.Difference(TensorType.Float32, result.Outputs[0].Bytes(), want, entry.RelativeTolerance, 1e-3));
            }
        });
    }

    [ModelsFact]
    public void Endless_run_ends_with_its_token_and_the_session_serves_on()
    {
        using IModelSession session = onnx.Load("hostile/hang_in_run");
        for (int attempt = 0; attempt < 3; attempt++)
        {
            using CancellationTokenSource deadline = new(TimeSpan.FromMilliseconds(100));
            long start = Stopwatch.GetTimestamp();

            ModelFault fault = Assert.Throws<ModelFaultException>(() => session.Run([(TensorType.Float32, [1], new byte[4])], deadline.Token)).Fault;

            Assert.Equal(FaultCode.Cancelled, fault.Code);
            Assert.InRange(Stopwatch.GetElapsedTime(start), TimeSpan.FromMilliseconds(50), TimeSpan.FromSeconds(5));
        }
    }

    [ModelsFact]
    public void Model_that_made_very_many_small_tensors_is_unloaded_at_once()
    {
        IModelSession session = onnx.Load("node/test_range_int32_type_negative_delta_expanded");
        using CancellationTokenSource deadline = new(TimeSpan.FromSeconds(2));
        (TensorType, long[], byte[])[] twoBillionSteps = [Scalar(int.MaxValue), Scalar(5), Scalar(-1)];
        FaultCode code = Fault(() => session.Run(twoBillionSteps, deadline.Token)).Code;
        long start = Stopwatch.GetTimestamp();

        session.Dispose();

        Assert.InRange(Stopwatch.GetElapsedTime(start), TimeSpan.Zero, TimeSpan.FromSeconds(1));
        Assert.True(code is FaultCode.Cancelled or FaultCode.ResourceExhausted, $"{code}");
    }

    [ModelsFact]
    public void Token_that_fires_around_a_runs_end_harms_nothing()
    {
        ModelEntry entry = ModelIndex.Entry(Mnist);
        using IModelSession session = onnx.Load(Mnist);
        int ended = 0;

        for (int run = 0; run < 300; run++)
        {
            using CancellationTokenSource source = new();
            source.CancelAfter(TimeSpan.FromMilliseconds(run % 2));
            try
            {
                session.Run(entry, source.Token).Dispose();
                ended++;
            }
            catch (ModelFaultException cancelled)
            {
                Assert.Equal(FaultCode.Cancelled, cancelled.Fault.Code);
                ended++;
            }
        }

        Assert.Equal(300, ended);
    }

    [ModelsFact]
    public void Token_that_has_fired_ends_a_run_and_a_load_before_they_begin()
    {
        CancellationToken fired = new(canceled: true);
        using IModelSession session = onnx.Load(Mnist);

        Assert.Equal(FaultCode.Cancelled, Fault(() => session.Run(ModelIndex.Entry(Mnist), fired)).Code);
        Assert.Equal(FaultCode.Cancelled, Fault(() => onnx.Engine.Load(ModelIndex.Entry(Mnist).Path, fired)).Code);
    }

    [ModelsTheory]
    [InlineData("hostile/alloc_1500mib")]
    [InlineData("hostile/alloc_4tib")]
    public void Run_beyond_the_memory_budget_is_refused_and_others_go_on(string folder)
    {
        using IModelSession greedy = onnx.Load(folder);
        using IModelSession honest = onnx.Load(Mnist);

        ModelFault fault = Fault(() => greedy.Run([(TensorType.Float32, [1], new byte[4])]));

        Assert.Equal(FaultCode.ResourceExhausted, fault.Code);
        Assert.Contains("memory budget", fault.Message, StringComparison.Ordinal);
        honest.Run(ModelIndex.Entry(Mnist)).Dispose();
    }

    [ModelsFact]
    public void What_earlier_runs_left_free_is_there_for_larger_ones()
    {
        using IModelSession session = onnx.Load("hostile/alloc_by_request");

        // Each is larger than what the ones before have left between them, and all but the last fit into the budget only alone.
        foreach (long floats in new long[] { 50_000_000, 60_000_000, 70_000_000, 80_000_000, 90_000_000, 100_000_000 })
        {
            using IInferenceResult result = session.Run([(TensorType.Int64, [1], BitConverter.GetBytes(floats))]);
            Assert.Equal(floats, result.Outputs[0].Shape[0]);
        }
    }

    [ModelsTheory]
    [InlineData(1_000_000_000_000, FaultCode.ResourceExhausted)]
    [InlineData(-1, FaultCode.InvalidArgument)]
    [InlineData(long.MinValue, FaultCode.InvalidArgument)]
    [InlineData(1L << 62, FaultCode.ResourceExhausted)]
    [InlineData(long.MaxValue, FaultCode.ResourceExhausted)]
    public void Absurd_sizes_in_a_request_are_refused(long length, FaultCode code)
    {
        using IModelSession session = onnx.Load("hostile/alloc_by_request");

        Assert.Equal(code, Fault(() => session.Run([(TensorType.Int64, [1], BitConverter.GetBytes(length))])).Code);
    }

    [ModelsFact]
    public void Tensor_without_elements_goes_in_and_comes_out()
    {
        using IModelSession session = onnx.Load("special/dyn_addf");

        using IInferenceResult result = session.Run([new BoundTensor(TensorType.Float32, [0], 0, 0), new BoundTensor(TensorType.Float32, [0], 0, 0)], default);

        Assert.Equal([0], result.Outputs[0].Shape);
        Assert.Equal(0, result.Outputs[0].Length);
    }

    [ModelsFact]
    public void Vector_for_a_scalar_never_reaches_the_engine()
    {
        using IModelSession session = onnx.Load("special/range_scalar_inputs");

        ModelFault fault = Fault(() => session.Run([(TensorType.Int32, [0], []), Scalar(1), Scalar(1)]));

        Assert.Equal(FaultCode.InvalidArgument, fault.Code);
        Assert.Contains("'start'", fault.Message, StringComparison.Ordinal);
    }

    [ModelsFact]
    public void Outputs_outlive_their_session()
    {
        ModelEntry entry = ModelIndex.Entry(Mnist);
        IModelSession session = onnx.Load(Mnist);
        using IInferenceResult result = session.Run(entry);

        session.Dispose();
        session.Dispose();

        Assert.Null(TensorComparison.Difference(TensorType.Float32, result.Outputs[0].Bytes(), entry.Bytes(entry.Outputs![0]), 1e-3, 1e-3));
        Assert.Throws<ObjectDisposedException>(() => session.Run(entry));
    }

    [ModelsFact]
    public void Disposed_result_gives_nothing()
    {
        using IModelSession session = onnx.Load(Mnist);
        IInferenceResult result = session.Run(ModelIndex.Entry(Mnist));

        result.Dispose();
        result.Dispose();

        Assert.Throws<ObjectDisposedException>(() => result.Outputs.Length);
    }

    [ModelsFact]
    public void Results_that_are_held_count_against_the_budget_until_disposed()
    {
        using IModelSession session = onnx.Load("hostile/alloc_by_request");
        (TensorType, long[], byte[])[] quarter = [(TensorType.Int64, [1], BitConverter.GetBytes((256L << 20) / sizeof(float) * 3 / 4))];
        IInferenceResult[] held = [session.Run(quarter), session.Run(quarter)];

        Assert.Equal(FaultCode.ResourceExhausted, Fault(() => session.Run(quarter)).Code);
        Array.ForEach(held, result => result.Dispose());
        session.Run(quarter).Dispose();
    }

    [Fact]
    public void Second_engine_with_other_settings_is_refused_while_one_lives()
    {
        Assert.StartsWith("onnxruntime", onnx.Engine.Description, StringComparison.Ordinal);
        using OnnxEngine other = new(new OnnxOptions { MemoryBudget = 64L << 20 }, NullLogger<OnnxEngine>.Instance);

        Assert.Throws<InvalidOperationException>(() => other.Description);
    }

    [Fact]
    public void Disposed_engine_is_not_used()
    {
        OnnxEngine engine = new(new OnnxOptions(), NullLogger<OnnxEngine>.Instance);
        engine.Dispose();

        Assert.Throws<ObjectDisposedException>(() => engine.Description);
    }

    private static (TensorType Type, long[] Shape, byte[] Bytes) Scalar(int value) => (TensorType.Int32, [], BitConverter.GetBytes(value));

    private static ModelFault Fault(Func<IDisposable> act) => Assert.Throws<ModelFaultException>(() => act().Dispose()).Fault;
}
