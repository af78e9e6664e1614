using System.Collections.Immutable;
using EdgeActors.Engines.Dlr.Interop;
using EdgeActors.Engines.Dlr.Loading;
using EdgeActors.Models;
using EdgeActors.Models.Engine;
using EdgeActors.Models.Tensors;

namespace EdgeActors.Engines.Dlr.Running;

/// <summary>One request on a handle: set, run, get. For the handle's own thread.</summary>
/// <param name="backend">Which part of libdlr runs the model.</param>
/// <param name="inputs">Declared inputs.</param>
/// <param name="outputs">Declared outputs.</param>
/// <param name="largestOutput">Bytes that one output may have.</param>
internal sealed class DlrRun(DlrBackend backend, ImmutableArray<TensorSpec> inputs, ImmutableArray<TensorSpec> outputs, long largestOutput)
{
    private const int WidestElement = 8;

    private readonly byte[][] _names = [.. inputs.Select(static input => (byte[])[.. input.Name.Bytes, 0])];

    /// <summary>Runs; libdlr cannot be interrupted, so <paramref name="cancelled"/> is looked at between its steps only.</summary>
    /// <exception cref="ModelFaultException">InvalidArgument, ResourceExhausted, Cancelled or Internal.</exception>
    public DlrResult Execute(DlrHandle handle, BoundTensor[] bound, CancellationToken cancelled)
    {
        ThrowIfCancelled(cancelled);
        for (int i = 0; i < bound.Length; i++)
        {
            Set(handle, i, bound[i]);
        }

        ThrowIfCancelled(cancelled);
        try
        {
            handle.Run();
        }
        catch (DlrException error)
        {
            throw new ModelFaultException(FaultCode.Internal, $"The model failed in its own code: {error.Reason}.", error);
        }

        return Outputs(handle);
    }

    private void Set(DlrHandle handle, int index, in BoundTensor input)
    {
        if (input.Length == 0)
        {
            throw new ModelFaultException(FaultCode.InvalidArgument, $"Input '{inputs[index].Name}' is empty, and DLR takes no empty tensor; send at least one row.");
        }

        try
        {
            handle.SetInput(_names[index], input.Shape, input.Address);
        }
        catch (DlrException error)
        {
            throw new ModelFaultException(FaultCode.InvalidArgument, $"DLR does not take input '{inputs[index].Name}': {error.Reason}.", error);
        }
    }

    private DlrResult Outputs(DlrHandle handle)
    {
        DlrResult result = new(outputs.Length);
        try
        {
            for (int i = 0; i < outputs.Length; i++)
            {
                Read(handle, result, i);
            }

            return result;
        }
        catch (DlrException error)
        {
            result.Dispose();
            throw new ModelFaultException(FaultCode.Internal, $"The outputs of the run cannot be read: {error.Reason}.", error);
        }
        catch (OutOfMemoryException error)
        {
            result.Dispose();
            throw new ModelFaultException(FaultCode.ResourceExhausted, "There is no memory for the outputs of the run.", error);
        }
        catch
        {
            result.Dispose();
            throw;
        }
    }

    // The shape is known only now: batches and the data themselves decide it.
    private void Read(DlrHandle handle, DlrResult result, int index)
    {
        TensorSpec spec = outputs[index];
        long[] shape = handle.Shape(DlrFunction.GetDLROutputSizeDim, DlrFunction.GetDLROutputShape, index);
        long? bytes = shape.Any(static extent => extent < 0) ? null : TensorSize.Bytes(spec.Type, shape);
        if (bytes is not { } length)
        {
            throw new ModelFaultException(FaultCode.Internal, $"DLR tells the shape [{string.Join(", ", shape)}] for output '{spec.Name}' after the run, which is none.");
        }

        if (length > largestOutput)
        {
            throw new ModelFaultException(FaultCode.ResourceExhausted, $"Output '{spec.Name}' has {length} bytes; the memory budget lets it have {largestOutput}.");
        }

        // The element type is what the package says, and a relay VM copies what the model really made: never more than this.
        long room = backend == DlrBackend.RelayVm ? length / spec.Type.ByteSize() * WidestElement : length;
        nint address = result.Rent(index, room);
        if (length > 0)
        {
            handle.ReadOutput(index, address);
        }

        result.Set(index, new ResultTensor(spec.Name, spec.Type, shape, address, length));
    }

    private static void ThrowIfCancelled(CancellationToken cancelled)
    {
        if (cancelled.IsCancellationRequested)
        {
            throw new ModelFaultException(FaultCode.Cancelled, "The run was not begun, because its caller gave up or ran out of time.");
        }
    }
}
