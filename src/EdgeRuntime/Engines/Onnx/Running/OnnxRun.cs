using System.Collections.Immutable;
using EdgeActors.Engines.Onnx.Loading;
using EdgeActors.Engines.Onnx.Interop;
using EdgeActors.Models;
using EdgeActors.Models.Engine;
using EdgeActors.Models.Tensors;

namespace EdgeActors.Engines.Onnx.Running;

/// <summary>Runs one session: inputs are read where they lie, outputs stay where the engine put them.</summary>
internal sealed unsafe class OnnxRun(
    OnnxEnvironment environment, OrtHandle session, ImmutableArray<TensorSpec> inputs, ImmutableArray<TensorSpec> outputs)
{
    private const int Tensor = 1;
    private const int MostOnStack = 64;

    /// <summary>Something to point at for tensors without elements; the engine refuses a null address.</summary>
    private static readonly long[] Nothing = GC.AllocateArray<long>(1, pinned: true);

    private readonly OrtApi _api = environment.Api;
    private readonly TensorNames _inputNames = new(inputs);
    private readonly TensorNames _outputNames = new(outputs);

    /// <summary>Runs with inputs that <see cref="BoundTensorCheck"/> has let through.</summary>
    /// <exception cref="ModelFaultException">InvalidArgument, FailedPrecondition, ResourceExhausted, Cancelled or Internal.</exception>
    public OnnxResult Execute(ReadOnlySpan<BoundTensor> bound, CancellationToken cancelled)
    {
        try
        {
            return ExecuteOnce(bound, cancelled);
        }
        catch (ModelFaultException full) when (full.Fault.Code == FaultCode.ResourceExhausted)
        {
            // What other models have left free counts against the budget until it is given back, whatever the shape of its gaps.
            environment.Trim();
            return ExecuteOnce(bound, cancelled);
        }
    }

    private OnnxResult ExecuteOnce(ReadOnlySpan<BoundTensor> bound, CancellationToken cancelled)
    {
        if (cancelled.IsCancellationRequested)
        {
            throw Cancelled(null);
        }

        Span<nint> given = bound.Length <= MostOnStack ? stackalloc nint[MostOnStack] : new nint[bound.Length];
        given = given[..bound.Length];
        given.Clear();
        nint[] made = new nint[outputs.Length];
        try
        {
            Wrap(bound, given);
            Run(given, made, cancelled);
            return new OnnxResult(_api, made, Describe(made, bound));
        }
        catch (OrtException error)
        {
            OnnxResult.Release(_api, made);
            throw cancelled.IsCancellationRequested ? Cancelled(error) : new ModelFaultException(OrtErrorText.Running(error), error);
        }
        catch (ModelFaultException)
        {
            OnnxResult.Release(_api, made);
            throw;
        }
        finally
        {
            OnnxResult.Release(_api, given);
        }
    }

    private void Wrap(ReadOnlySpan<BoundTensor> bound, Span<nint> given)
    {
        var create = (delegate* unmanaged<nint, nint, nuint, long*, nuint, int, nint*, nint>)_api[OrtSlot.CreateTensorWithDataAsOrtValue];
        fixed (long* nothing = Nothing)
        {
            for (int i = 0; i < bound.Length; i++)
            {
                BoundTensor input = bound[i];
                nint value;
                fixed (long* shape = input.Shape)
                {
                    _api.Check(create(
                        environment.CpuMemory.Address,
                        input.Address == 0 ? (nint)nothing : input.Address,
                        (nuint)input.Length,
                        shape is null ? nothing : shape,
                        (nuint)input.Shape.Length,
                        TensorElementType.FromProtocol(input.Type),
                        &value));
                }

                given[i] = value;
            }
        }
    }

    private void Run(ReadOnlySpan<nint> given, Span<nint> made, CancellationToken cancelled)
    {
        using RunTermination termination = RunTermination.Of(_api, cancelled);
        fixed (nint* ins = given, outs = made)
        {
            _api.Check(((delegate* unmanaged<nint, nint, byte**, nint*, nuint, byte**, nuint, nint*, nint>)_api[OrtSlot.Run])(
                session.Address,
                termination.Options,
                _inputNames.Pointers,
                ins,
                (nuint)given.Length,
                _outputNames.Pointers,
                (nuint)made.Length,
                outs));
        }
    }

    private ResultTensor[] Describe(Span<nint> made, ReadOnlySpan<BoundTensor> bound)
    {
        ResultTensor[] results = new ResultTensor[made.Length];
        for (int i = 0; i < results.Length; i++)
        {
            results[i] = Describe(made[i], outputs[i]);
            InputAliases.Copy(_api, ref made[i], ref results[i], bound);
        }

        return results;
    }

    private ResultTensor Describe(nint value, TensorSpec spec)
    {
        if (value == 0 || _api.GetInt(OrtSlot.GetValueType, value) != Tensor)
        {
            throw NotAsDeclared(spec, "something else than a dense tensor");
        }

        nint info = _api.Get(OrtSlot.GetTensorTypeAndShape, value);
        try
        {
            int element = _api.GetInt(OrtSlot.GetTensorElementType, info);
            TensorType type = TensorElementType.ToProtocol(element) ?? throw NotAsDeclared(spec, TensorElementType.Name(element));
            long[] shape = new long[_api.Get(OrtSlot.GetDimensionsCount, info)];
            fixed (long* extents = shape)
            {
                _api.Check(((delegate* unmanaged<nint, long*, nuint, nint>)_api[OrtSlot.GetDimensions])(info, extents, (nuint)shape.Length));
            }

            long bytes = TensorSize.Bytes(type, shape) ?? throw NotAsDeclared(spec, "of an impossible size");
            nint address = bytes == 0 ? 0 : _api.Get(OrtSlot.GetTensorMutableData, value);
            return new ResultTensor(spec.Name, type, shape, address, bytes);
        }
        finally
        {
            _api.Release(OrtSlot.ReleaseTensorTypeAndShapeInfo, info);
        }
    }

    private static ModelFaultException NotAsDeclared(TensorSpec spec, string what) => new(
        FaultCode.FailedPrecondition,
        $"The model's output '{spec.Name}' is declared as a tensor of {spec.Type.WireName()}, but the run made it {what}, which the protocol " +
        "has no code for: convert that output inside the model.");

    private static ModelFaultException Cancelled(Exception? cause) =>
        new(FaultCode.Cancelled, "The run was ended before it had finished, because its caller gave up or ran out of time.", cause);
}
