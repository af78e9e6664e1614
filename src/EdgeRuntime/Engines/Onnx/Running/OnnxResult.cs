using EdgeActors.Engines.Onnx.Interop;
using EdgeActors.Models.Engine;

namespace EdgeActors.Engines.Onnx.Running;

/// <summary>Outputs where the engine left them; its values are freed on disposal.</summary>
internal sealed class OnnxResult(OrtApi api, nint[] values, ResultTensor[] outputs) : IInferenceResult
{
    private nint[]? _values = values;

    /// <inheritdoc />
    public ReadOnlySpan<ResultTensor> Outputs
    {
        get
        {
            ObjectDisposedException.ThrowIf(_values is null, this);
            return outputs;
        }
    }

    /// <summary>Frees those of <paramref name="values"/> that exist.</summary>
    public static void Release(OrtApi api, ReadOnlySpan<nint> values)
    {
        foreach (nint value in values)
        {
            if (value != 0)
            {
                api.Release(OrtSlot.ReleaseValue, value);
            }
        }
    }

    /// <inheritdoc />
    public void Dispose() => Release(api, Interlocked.Exchange(ref _values, null) ?? []);
}
