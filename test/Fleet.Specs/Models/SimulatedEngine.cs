using System.Collections.Immutable;
using System.Runtime.InteropServices;
using EdgeActors.Models;
using EdgeActors.Models.Engine;
using EdgeActors.Models.Tensors;

namespace EdgeActors.Specs.Models;

/// <summary>An engine that needs no native library: a thousand devices fit into one process. Models are <see cref="SimulatedBehaviour"/>s.</summary>
internal sealed class SimulatedEngine : IInferenceEngine
{
    public string Description => "simulated 1.0";

    public ModelFootprint Inspect(string folder)
    {
        SimulatedBehaviour.Read(folder);
        return new ModelFootprint(folder, 1024);
    }

    public IModelSession Load(string folder, CancellationToken cancelled)
    {
        SimulatedBehaviour model = SimulatedBehaviour.Read(folder);
        return model.Loads
            ? new Session(model)
            : throw new ModelFaultException(FaultCode.FailedPrecondition, "the simulated model cannot be loaded, as it was told");
    }

    private sealed class Session(SimulatedBehaviour model) : IModelSession
    {
        private const int Tired = 20;

        private int _runs;

        public ImmutableArray<TensorSpec> Inputs { get; } = [new(new TensorName("x"), TensorType.Float32, [1])];

        public ImmutableArray<TensorSpec> Outputs { get; } = [new(new TensorName("version"), TensorType.Int32, [1])];

        public int MaxConcurrency => int.MaxValue;

        public IInferenceResult Run(ReadOnlySpan<BoundTensor> inputs, CancellationToken cancelled)
        {
            // An engine thread is busy for as long as the model computes.
            TimeSpan latency = model.Tires > 0 && Interlocked.Increment(ref _runs) > model.Tires ? model.Latency * Tired : model.Latency;
            if (latency > TimeSpan.Zero && cancelled.WaitHandle.WaitOne(latency))
            {
                throw new ModelFaultException(FaultCode.Cancelled, "the run was ended");
            }

            return model.Runs
                ? new Answer(model.Version)
                : throw new ModelFaultException(FaultCode.Internal, "the simulated model fails, as it was told");
        }

        public void Dispose()
        {
        }
    }

    private sealed class Answer : IInferenceResult
    {
        private readonly nint _memory = Marshal.AllocHGlobal(sizeof(int));
        private readonly ResultTensor[] _outputs;

        public Answer(int version)
        {
            Marshal.WriteInt32(_memory, version);
            _outputs = [new ResultTensor(new TensorName("version"), TensorType.Int32, [1], _memory, sizeof(int))];
        }

        public ReadOnlySpan<ResultTensor> Outputs => _outputs;

        public void Dispose() => Marshal.FreeHGlobal(_memory);
    }
}
