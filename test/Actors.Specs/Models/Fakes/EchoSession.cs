using System.Collections.Immutable;
using EdgeActors.Models;
using EdgeActors.Models.Engine;
using EdgeActors.Models.Tensors;

namespace EdgeActors.Specs.Models.Fakes;

/// <summary>Answers each run with the address of its input, so that an answer to the wrong caller is seen.</summary>
internal sealed class EchoSession : IModelSession
{
    private int _open;
    private int _runs;

    public ImmutableArray<TensorSpec> Inputs { get; } = [Tensor.Declared("x", TensorType.UInt8, 4)];

    public ImmutableArray<TensorSpec> Outputs { get; } = [Tensor.Declared("y", TensorType.UInt8, 4)];

    public int MaxConcurrency => int.MaxValue;

    public int Runs => Volatile.Read(ref _runs);

    public int OpenResults => Volatile.Read(ref _open);

    public bool Disposed { get; private set; }

    public IInferenceResult Run(ReadOnlySpan<BoundTensor> inputs, CancellationToken cancelled)
    {
        ObjectDisposedException.ThrowIf(Disposed, this);
        Interlocked.Increment(ref _runs);
        if (cancelled.IsCancellationRequested)
        {
            throw new ModelFaultException(FaultCode.Cancelled, "the run was ended");
        }

        Interlocked.Increment(ref _open);
        return new Echo(this, inputs[0]);
    }

    public void Dispose() => Disposed = true;

    private sealed class Echo(EchoSession session, BoundTensor input) : IInferenceResult
    {
        private readonly ResultTensor[] _outputs =
            [new(new TensorName("y"), input.Type, input.Shape, input.Address, input.Length)];

        public ReadOnlySpan<ResultTensor> Outputs => _outputs;

        public void Dispose() => Interlocked.Decrement(ref session._open);
    }
}
