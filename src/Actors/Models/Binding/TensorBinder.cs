using System.Collections.Immutable;
using EdgeActors.Models.Engine;
using EdgeActors.Models.Tensors;

namespace EdgeActors.Models.Binding;

/// <summary>
/// Checks the tensors of a request against the inputs that a model declares. Nothing that passes may surprise the engine: a
/// wrong rank alone has been seen to kill the process inside it (a shaped tensor for a scalar input). Pure and thread-safe.
/// </summary>
internal sealed class TensorBinder(ImmutableArray<TensorSpec> inputs)
{
    private const int MostOnStack = 64;

    private readonly InputPlan[] _inputs = [.. inputs.Select(static input => new InputPlan(input))];

    /// <summary>How many tensors a request must have.</summary>
    public int Count => _inputs.Length;

    /// <summary>
    /// Writes one checked tensor for each declared input, in the model's order. On a fault <paramref name="bound"/> is
    /// unspecified. The bytes still belong to <paramref name="tensors"/>.
    /// </summary>
    public ModelFault? Bind(IReadOnlyList<RequestTensor> tensors, Span<BoundTensor> bound)
    {
        Span<int> chosen = _inputs.Length <= MostOnStack ? stackalloc int[_inputs.Length] : new int[_inputs.Length];
        if (InputMatching.Match(_inputs, tensors, chosen) is { } mismatch)
        {
            return mismatch;
        }

        for (int i = 0; i < _inputs.Length; i++)
        {
            if (BindOne(_inputs[i], tensors[chosen[i]], out bound[i]) is { } fault)
            {
                return fault;
            }
        }

        return null;
    }

    private static ModelFault? BindOne(InputPlan input, RequestTensor tensor, out BoundTensor bound)
    {
        bound = default;
        if (tensor.Type is { } type && type != input.Spec.Type)
        {
            return BindingFaults.Type(input, type);
        }

        TensorData data = tensor.Data;
        if (ShapeResolution.Resolve(input, tensor, out long[] shape, out long length) is { } fault)
        {
            return fault;
        }

        if (data.IsUpperBound ? data.Length < length : data.Length != length)
        {
            return BindingFaults.ByteCount(input, shape, length, data);
        }

        if (length > 0 && data.Address % input.ElementSize != 0)
        {
            return BindingFaults.Misaligned(input);
        }

        bound = new BoundTensor(input.Spec.Type, shape, data.Address, length);
        return null;
    }
}
