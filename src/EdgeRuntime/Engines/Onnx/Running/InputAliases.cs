using EdgeActors.Engines.Onnx.Interop;
using EdgeActors.Engines.Onnx.Loading;
using EdgeActors.Models.Engine;

namespace EdgeActors.Engines.Onnx.Running;

/// <summary>
/// Moves outputs out of the inputs' memory. A network whose output is its input itself answers with the tensor it was given, and
/// that memory is its sender's again as soon as the run has ended.
/// </summary>
internal static unsafe class InputAliases
{
    /// <summary>The output at its own place: what the run made, or a copy that its caller frees in place of <paramref name="made"/>.</summary>
    /// <exception cref="OrtException">There is no memory for a copy; <paramref name="made"/> is as it was.</exception>
    public static void Copy(OrtApi api, ref nint made, ref ResultTensor output, ReadOnlySpan<BoundTensor> inputs)
    {
        if (!Overlaps(output, inputs))
        {
            return;
        }

        nint copy;
        long scalar = 0;
        fixed (long* shape = output.Shape)
        {
            api.Check(((delegate* unmanaged<nint, long*, nuint, int, nint*, nint>)api[OrtSlot.CreateTensorAsOrtValue])(
                api.Create(OrtSlot.GetAllocatorWithDefaultOptions), shape is null ? &scalar : shape, (nuint)output.Shape.Length, TensorElementType.FromProtocol(output.Type), &copy));
        }

        nint original = made;
        made = copy;
        nint address = api.Get(OrtSlot.GetTensorMutableData, copy);
        Buffer.MemoryCopy((void*)output.Address, (void*)address, output.Length, output.Length);
        api.Release(OrtSlot.ReleaseValue, original);
        output = new ResultTensor(output.Name, output.Type, output.Shape, address, output.Length);
    }

    private static bool Overlaps(in ResultTensor output, ReadOnlySpan<BoundTensor> inputs)
    {
        foreach (BoundTensor input in inputs)
        {
            if (output.Address < input.Address + (nint)input.Length && input.Address < output.Address + (nint)output.Length)
            {
                return true;
            }
        }

        return false;
    }
}
